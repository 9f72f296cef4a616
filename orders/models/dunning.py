"""Customers asked for money that is past due."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import history
from core.locking import Versioned
from core.money import MoneyField
from core.secrecy import AMOUNT
from core.stamps import Created, at_moment, by_person
from customers.models import Customer
from customers.selectors import narrow_by_customer
from orders.enums import DunningChannel

if TYPE_CHECKING:
    from accounts.models import User


class DunningStepQuerySet(models.QuerySet["DunningStep"]):
    """Steps by who may see them."""

    def visible_to(self, user: "User") -> "DunningStepQuerySet":
        """Those in the name, of the customers or of the region of the person."""
        return narrow_by_customer(self, user)

    def standing(self) -> "DunningStepQuerySet":
        """Steps that were not struck out."""
        return self.filter(struck_at=None)


class DunningStep(Versioned, Created):
    """A customer was asked for money, 催款记录: what was said, what was promised, what comes next.

    Nothing of it is edited: a wrong one is struck out with a reason. What was past due is kept as
    it stood that evening, in CNY.
    """

    SECRET_FIELDS = {"words": AMOUNT, "next_step": AMOUNT}  # people write sums into them

    customer = models.ForeignKey(
        Customer,
        verbose_name=_("customer"),
        on_delete=models.PROTECT,
        related_name="dunning_steps",
    )
    salesperson = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("salesperson"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    region = models.ForeignKey(
        "accounts.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    dunned_on = models.DateField(_("asked on"))
    channel = models.CharField(_("by what way"), max_length=20, choices=DunningChannel)
    words = models.CharField(_("what was said"), max_length=500)
    overdue_amount = MoneyField(_("past due"))
    days_late = models.PositiveIntegerField(_("days late"))
    promised_amount = MoneyField(_("promised amount"), null=True, blank=True)
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    struck_by = by_person(_("struck out by"))
    struck_at = at_moment(_("struck out at"))
    strike_reason = models.CharField(_("why struck out"), max_length=500, blank=True)

    objects = DunningStepQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("dunning step")
        verbose_name_plural = _("dunning steps")
        ordering = ["-dunned_on", "-id"]
        indexes = [
            models.Index(fields=["customer", "dunned_on", "id"], name="orders_dunning_customer"),
            models.Index(fields=["dunned_on", "id"], name="orders_dunning_dunned_on"),
            models.Index(
                fields=["next_on"],
                name="orders_dunning_next_on",
                condition=Q(next_on__isnull=False, struck_at=None),
            ),
            models.Index(
                fields=["promised_on"],
                name="orders_dunning_promised_on",
                condition=Q(promised_on__isnull=False, struck_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(promised_amount=None, promised_on=None)
                | Q(
                    promised_amount__isnull=False,
                    promised_amount__gt=0,
                    promised_on__isnull=False,
                ),
                name="orders_dunning_promise_whole",
            ),
            models.CheckConstraint(
                condition=Q(overdue_amount__gte=0), name="orders_dunning_overdue"
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None)
                | Q(struck_at__isnull=False) & ~Q(strike_reason=""),
                name="orders_dunning_struck_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer} · {self.dunned_on:%Y-%m-%d} · {self.pk}"
