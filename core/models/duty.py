"""Who owes what, by when, 应交未交."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import people


class DutyQuerySet(models.QuerySet["Duty"]):
    """Duties."""

    def visible_to(self, user: Any) -> "DutyQuerySet":
        """One's own, those one stands in for, and those of the people one watches over."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        mine = Q(person=user) | Q(deputy=user)
        if user.has_perm("core.view_duty"):
            mine |= Q(person__in=people.watched_by(user))
        return self.filter(mine)

    def open(self) -> "DutyQuerySet":
        """What is still owed."""
        return self.filter(done_at__isnull=True)


class Duty(models.Model):
    """One thing one person owes. Written by ``core.duties`` from what the apps say is due."""

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("about"), max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    title = models.CharField(_("what is owed"), max_length=200)
    url = models.CharField(_("leads to"), max_length=300, blank=True)
    due_at = models.DateTimeField(_("due"))
    late_days = models.PositiveSmallIntegerField(_("working days late"), default=0)
    noticed_at = models.DateTimeField(_("noticed at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    chased_at = models.DateTimeField(_("chased at"), null=True, blank=True)
    chased_times = models.PositiveSmallIntegerField(_("times chased"), default=0)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["person", "due_at", "id"],
                condition=Q(done_at__isnull=True),
                name="core_duty_open",
            ),
            models.Index(fields=["kind", "person", "done_at"], name="core_duty_done"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "person"],
                condition=Q(done_at__isnull=True),
                name="core_duty_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.person}"
