"""The people at a customer."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.selectors import narrow
from core.history import history
from core.locking import Versioned

from .customer import Customer

if TYPE_CHECKING:
    from accounts.models import User


class ContactQuerySet(models.QuerySet["Contact"]):
    """Contacts by who may see their customer."""

    def visible_to(self, user: "User") -> "ContactQuerySet":
        """The contacts of the customers this person sees."""
        return narrow(self, user, own="customer__owner", region="customer__region")


class Contact(Versioned):
    """A person at a customer. Phone, WeChat, e-mail and birthday are masked by secrecy."""

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="contacts"
    )
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    role = models.CharField(_("role"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    wechat = models.CharField(_("WeChat"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    birthday = models.DateField(_("birthday"), null=True, blank=True)
    is_primary = models.BooleanField(_("primary"), default=False)
    has_left = models.BooleanField(_("left the company"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ContactQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["customer", "-is_primary", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(is_primary=True),
                name="customers_contact_one_primary",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer.code} · {self.name}"

    @property
    def audit_text(self) -> str:
        """In the trail, which nobody can change, a person goes without a name."""
        return f"{self.customer.code} · {self.pk}"

    @property
    def secrecy_subject(self) -> "Customer":
        """What is secret here is asked of the record it belongs to."""
        return self.customer
