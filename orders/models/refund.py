"""Money of a customer that goes back to it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import history
from core.locking import Versioned
from core.money import MoneyField
from core.stamps import Created, at_moment, by_person
from customers.models import Customer
from customers.selectors import narrow_by_customer
from orders.enums import REFUND_MOVES, ReceiptMethod, RefundStatus

from .receipt import Receipt
from .receivable import Receivable

if TYPE_CHECKING:
    from accounts.models import User


class RefundQuerySet(models.QuerySet["Refund"]):
    """Refunds by who may see them."""

    def visible_to(self, user: "User") -> "RefundQuerySet":
        """Those in the name, of the customers or of the region of the person."""
        return narrow_by_customer(self, user)


class Refund(Versioned, Created):
    """Free money of a receipt paid back, 退款; who asked for it never confirms that it was paid.

    Once paid it is an item of its own that the receipt has settled, so that accounts, ageing and
    free money of any day agree.
    """

    MOVES = REFUND_MOVES

    number = models.CharField(_("refund number"), max_length=40, unique=True)
    receipt = models.ForeignKey(
        Receipt, verbose_name=_("receipt"), on_delete=models.PROTECT, related_name="refunds"
    )
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="refunds"
    )
    salesperson = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("salesperson"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    region = models.ForeignKey(
        "accounts.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    status = models.CharField(
        _("status"), max_length=20, choices=RefundStatus, default=RefundStatus.REQUESTED
    )
    amount = MoneyField(_("amount"))
    reason = models.CharField(_("reason"), max_length=200)
    method = models.CharField(
        _("method"), max_length=20, choices=ReceiptMethod, default=ReceiptMethod.BANK
    )
    reference = models.CharField(_("bank reference"), max_length=80, blank=True)
    refunded_on = models.DateField(_("paid back on"), null=True, blank=True)
    paid_by = by_person(_("paid by"))
    paid_at = at_moment(_("paid at"))
    receivable = models.OneToOneField(
        Receivable,
        verbose_name=_("receivable item"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="refund",
    )

    objects = RefundQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["refunded_on", "id"], name="orders_refund_refunded_on"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="orders_refund_positive"),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("created_by")),
                name="orders_refund_two_pairs",
            ),
            models.CheckConstraint(
                condition=~Q(status=RefundStatus.PAID)
                | Q(refunded_on__isnull=False, receivable__isnull=False),
                name="orders_refund_paid_is_booked",
            ),
        ]

    def __str__(self) -> str:
        return self.number
