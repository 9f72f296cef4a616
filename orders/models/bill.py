"""What became of an acceptance bill, 承兑汇票."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.history import history
from core.locking import Versioned
from core.money import MoneyField
from customers.selectors import narrow_by_customer
from orders.enums import BILL_MOVES, BillStatus

from .receipt import Receipt

if TYPE_CHECKING:
    from accounts.models import User


class BillQuerySet(models.QuerySet["Bill"]):
    """Bills by who may see their receipts."""

    def visible_to(self, user: "User") -> "BillQuerySet":
        """Those in the name, of the customers or of the region of the person."""
        return narrow_by_customer(self, user, record="receipt")


class Bill(Versioned):
    """The life of the bill a receipt came as; number, acceptor and maturity stand on the receipt.

    A bill passed on or discounted has settled the debt, until it is dishonoured: then its receipt
    is reversed and the debt is owed again.
    """

    MOVES = BILL_MOVES

    receipt = models.OneToOneField(
        Receipt, verbose_name=_("receipt"), on_delete=models.PROTECT, related_name="bill"
    )
    status = models.CharField(
        _("status"), max_length=20, choices=BillStatus, default=BillStatus.HELD
    )
    endorsee = models.CharField(_("endorsee"), max_length=200, blank=True)
    endorsed_on = models.DateField(_("endorsed on"), null=True, blank=True)
    discount_bank = models.CharField(_("discounting bank"), max_length=120, blank=True)
    discounted_on = models.DateField(_("discounted on"), null=True, blank=True)
    proceeds_amount = MoneyField(_("proceeds"), null=True, blank=True)
    collected_on = models.DateField(_("collected on"), null=True, blank=True)
    dishonoured_on = models.DateField(_("dishonoured on"), null=True, blank=True)
    dishonour_reason = models.CharField(_("reason of the dishonour"), max_length=200, blank=True)

    objects = BillQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("acceptance bill")
        verbose_name_plural = _("acceptance bills")
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "id"], name="orders_bill_status")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=BillStatus.ENDORSED) | Q(endorsed_on__isnull=False),
                name="orders_bill_endorsed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=BillStatus.DISCOUNTED) | Q(discounted_on__isnull=False),
                name="orders_bill_discounted_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=BillStatus.COLLECTED) | Q(collected_on__isnull=False),
                name="orders_bill_collected_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=BillStatus.DISHONOURED) | Q(dishonoured_on__isnull=False),
                name="orders_bill_dishonoured_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.receipt.bill_number or f"{self.receipt} · {self.pk}"

    @property
    def secrecy_subject(self) -> Receipt:
        """What is secret here is asked of the receipt."""
        return self.receipt

    @property
    def held_at(self) -> datetime:
        """In hand since its receipt was registered."""
        return self.receipt.created_at

    @property
    def interest(self) -> Decimal | None:
        """What the discounting bank kept."""
        if self.proceeds_amount is None:
            return None
        return self.receipt.amount - self.proceeds_amount
