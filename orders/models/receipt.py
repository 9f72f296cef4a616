"""Money received, and what it settled."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import history
from core.locking import Versioned
from core.money import MoneyField
from core.stamps import Created
from customers.models import Customer
from customers.selectors import narrow_by_customer
from orders.enums import RECEIPT_MOVES, AllocationKind, ReceiptMethod, ReceiptStatus

from .invoice import Invoice
from .receivable import Receivable
from .shipment import SalesReturn

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Receipts by who may see them."""

    def visible_to(self, user: "User") -> "ReceiptQuerySet":
        """Those in the name, of the customers or of the region of the person."""
        return narrow_by_customer(self, user)


class Receipt(Versioned, Created):
    """Money received: amount = allocated + free, always, 回款."""

    MOVES = RECEIPT_MOVES

    number = models.CharField(_("receipt number"), max_length=40, unique=True)
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="receipts"
    )
    salesperson = models.ForeignKey(
        PEOPLE, verbose_name=_("salesperson"), on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        "accounts.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ReceiptStatus, default=ReceiptStatus.REGISTERED
    )
    method = models.CharField(
        _("method"), max_length=20, choices=ReceiptMethod, default=ReceiptMethod.BANK
    )
    received_on = models.DateField(_("received on"))
    amount = MoneyField(_("amount"))
    free_amount = MoneyField(_("not allocated"))
    payer = models.CharField(_("payer"), max_length=200, blank=True)
    payer_paper = models.CharField(_("paper of the third-party payer"), max_length=200, blank=True)
    reference = models.CharField(_("bank reference"), max_length=80, blank=True)
    bill_number = models.CharField(_("bill number"), max_length=40, blank=True)
    bill_acceptor = models.CharField(_("acceptor"), max_length=120, blank=True)
    bill_due_on = models.DateField(_("bill matures on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    reversed_on = models.DateField(_("reversed on"), null=True, blank=True)
    reverse_reason = models.CharField(_("reason of the reversal"), max_length=200, blank=True)

    objects = ReceiptQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["received_on", "id"], name="orders_receipt_received_on"),
            models.Index(fields=["customer", "received_on"], name="orders_receipt_customer"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="orders_receipt_positive"),
            models.CheckConstraint(
                condition=Q(free_amount__gte=0) & Q(free_amount__lte=F("amount")),
                name="orders_receipt_not_over_allocated",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Allocation(Created):
    """What reduced a receivable item and from which day; reversed by the other sign."""

    receivable = models.ForeignKey(
        Receivable,
        verbose_name=_("receivable item"),
        on_delete=models.PROTECT,
        related_name="allocations",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=AllocationKind)
    receipt = models.ForeignKey(
        Receipt,
        verbose_name=_("receipt"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
    )
    sales_return = models.ForeignKey(
        SalesReturn,
        verbose_name=_("return"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
    )
    invoice = models.ForeignKey(
        Invoice,
        verbose_name=_("red letter"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
    )
    credit = models.ForeignKey(
        Receivable,
        verbose_name=_("credit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="netted",
    )
    pair = models.OneToOneField(
        "self",
        verbose_name=_("other side"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    reverses = models.ForeignKey(
        "self",
        verbose_name=_("reverses"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    amount = MoneyField(_("amount"))
    effective_on = models.DateField(_("effective on"))

    class Meta:
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["effective_on", "receivable"], name="orders_allocation_effective"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(amount=0), name="orders_allocation_nonzero"),
            models.CheckConstraint(
                condition=~Q(kind=AllocationKind.RECEIPT) | Q(receipt__isnull=False),
                name="orders_allocation_has_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AllocationKind.NETTED) | Q(credit__isnull=False),
                name="orders_allocation_has_credit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receivable} ← {self.amount} · {self.pk}"

    @property
    def secrecy_subject(self) -> Receivable:
        """What is secret here is asked of the record it belongs to."""
        return self.receivable
