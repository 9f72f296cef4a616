"""Users, the roles they hold and who stands in for whom."""

from functools import cached_property
from typing import Any, ClassVar, Self

import rules
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import REACH_OF_ROLE, Reach, RoleCode, Theme
from core.database import ask
from core.history import history

from .organization import Department, Region

# Asked with every permission of every request.
ROLES = "SELECT role FROM accounts_rolegrant WHERE user_id = %s"


class UserQuerySet(models.QuerySet["User"]):
    """People as others pick and see them."""

    def visible_to(self, user: "User") -> Self:
        """Colleagues know each other by name; a person without a role sees only themselves."""
        if user.is_active and user.role_codes:
            return self
        return self.filter(pk=user.pk)

    def active(self) -> Self:
        """People who still log in."""
        return self.filter(is_active=True)

    def with_role(self, *roles: str) -> Self:
        """Active people who hold one of the roles."""
        held = RoleGrant.objects.filter(role__in=roles).values("user")
        return self.active().filter(pk__in=held)


# The plugin knows managers made from a query set only where they are assigned to a name.
class PersonManager(UserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Creates people as Django does and asks about them as the query set does."""

    use_in_migrations = False

    @transaction.atomic
    def create_superuser(self, *args: Any, **fields: Any) -> "User":
        """An administrator, by role: the first one has nobody to be made by."""
        person: User = super().create_superuser(*args, **fields)
        RoleGrant.objects.create(user=person, role=RoleCode.ADMIN)
        return person


class User(AbstractUser):
    """A person who logs in. ``full_name`` is how the office calls them.

    Rights come from roles through ``rules`` and nowhere else: Django's groups, single permissions
    and the superuser flag grant nothing.
    """

    full_name = models.CharField(pgettext_lazy("person", "name"), max_length=60, blank=True)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, null=True, blank=True
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, null=True, blank=True
    )
    superior = models.ForeignKey(
        "self", verbose_name=_("superior"), on_delete=models.PROTECT, null=True, blank=True
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    employee_number = models.CharField(_("employee number"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    theme = models.CharField(_("theme"), max_length=10, blank=True, choices=Theme)
    sees_cost = models.BooleanField(
        _("sees cost and margin"),
        default=False,
        help_text=_("For salespeople: cost and margin of their own orders."),
    )
    password_changed_at = models.DateTimeField(_("password changed at"), null=True, blank=True)
    signature = models.ForeignKey(
        "core.Blob",
        verbose_name=_("signature picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[PersonManager] = PersonManager()
    history = history(
        excluded_fields=["password", "last_login", "password_changed_at", "signature"]
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="accounts_user_email_once"
            ),
            models.UniqueConstraint(
                fields=["employee_number"],
                condition=~models.Q(employee_number=""),
                name="accounts_user_employee_number_once",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return str(self)

    @cached_property
    def role_codes(self) -> frozenset[str]:
        """The roles held, one query a request."""
        if not self.pk:
            return frozenset()
        return frozenset(role for (role,) in ask(ROLES, [self.pk]))

    @property
    def rights_key(self) -> tuple[Any, ...]:
        """All that the rules know of the person: the same key, the same pages and rows."""
        standing = (self.pk, self.is_active, self.is_superuser)
        return (*standing, self.role_codes, self.region_id, self.department_id)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """What the rules say; a permission without a rule is nobody's."""
        return self.is_active and rules.perm_exists(perm) and rules.has_perm(perm, self, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """The admin's index shows apps to administrators."""
        return self.has_role(RoleCode.ADMIN)

    def has_role(self, *roles: str) -> bool:
        """Whether the person holds one of the roles."""
        return self.is_active and not self.role_codes.isdisjoint(roles)

    @property
    def is_administrator(self) -> bool:
        """Whether the way to the admin is shown."""
        return self.has_role(RoleCode.ADMIN)

    @property
    def reaches(self) -> set[Reach]:
        """How far the person's roles see; the union decides."""
        return {REACH_OF_ROLE[role] for role in self.role_codes if role in REACH_OF_ROLE}


class RoleGrant(models.Model):
    """One role held by one person."""

    user = models.ForeignKey(
        User, verbose_name=_("user"), on_delete=models.CASCADE, related_name="role_grants"
    )
    role = models.CharField(_("role"), max_length=30, choices=RoleCode)

    class Meta:
        verbose_name = _("role of a person")
        verbose_name_plural = _("roles of people")
        ordering = ["user", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="accounts_role_grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class Deputy(models.Model):
    """Who stands in for whom, from day to day inclusive."""

    principal = models.ForeignKey(
        User, verbose_name=_("principal"), on_delete=models.PROTECT, related_name="deputies"
    )
    deputy = models.ForeignKey(
        User, verbose_name=_("deputy"), on_delete=models.PROTECT, related_name="deputized"
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(principal=models.F("deputy")), name="accounts_deputy_other"
            ),
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="accounts_deputy_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.principal} → {self.deputy} {self.from_on:%Y-%m-%d}–{self.to_on:%Y-%m-%d}"
