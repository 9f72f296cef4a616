"""Money owed."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField
from customers.models import Customer
from customers.selectors import narrow_by_customer
from orders.enums import ReceivablePortion, ReceivableSource

from .invoice import Invoice
from .order import Order
from .shipment import SalesReturn, Shipment

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class ReceivableQuerySet(models.QuerySet["Receivable"]):
    """Receivable items by who may see them."""

    def visible_to(self, user: "User") -> "ReceivableQuerySet":
        """Those in the name, of the customers or of the region of the person."""
        return narrow_by_customer(self, user)

    def open(self) -> "ReceivableQuerySet":
        """Items with money still outstanding."""
        return self.exclude(open_amount=0)


class Receivable(models.Model):
    """An item of money owed 应收项; a credit from a return is negative.

    A shipment or an invoice makes two where its order keeps money back: the price, and the
    retention money, which is due on a day of its own.

    ``open_amount`` is the amount less its allocations as of now; past dates are asked of the
    allocations' effective dates.
    """

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="receivables"
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
    source = models.CharField(_("arose from"), max_length=20, choices=ReceivableSource)
    portion = models.CharField(
        _("portion"),
        max_length=10,
        choices=ReceivablePortion,
        default=ReceivablePortion.PRICE,
    )
    order = models.ForeignKey(
        Order,
        verbose_name=_("order"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receivables",
    )
    shipment = models.ForeignKey(
        Shipment,
        verbose_name=_("shipment"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receivables",
    )
    invoice = models.ForeignKey(
        Invoice,
        verbose_name=_("invoice"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receivables",
    )
    sales_return = models.ForeignKey(
        SalesReturn,
        verbose_name=_("return"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="receivables",
    )
    document = models.CharField(_("document"), max_length=60)
    arose_on = models.DateField(_("arose on"))
    due_on = models.DateField(_("due on"))
    amount = MoneyField(_("amount"))
    open_amount = MoneyField(_("outstanding"))

    objects = ReceivableQuerySet.as_manager()

    class Meta:
        verbose_name = _("receivable item")
        verbose_name_plural = _("receivable items")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["customer", "due_on", "id"],
                name="orders_receivable_open",
                condition=~Q(open_amount=0),
            ),
            models.Index(fields=["arose_on", "id"], name="orders_receivable_arose_on"),
            models.Index(fields=["due_on", "id"], name="orders_receivable_due_on"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0, open_amount__gte=0, open_amount__lte=F("amount"))
                | Q(amount__lt=0, open_amount__lte=0, open_amount__gte=F("amount")),
                name="orders_receivable_open_within",
            ),
        ]

    def __str__(self) -> str:
        portion = f" · {self.get_portion_display()}" if self.is_retention else ""
        return f"{self.document}{portion} · {self.pk}"

    @property
    def is_retention(self) -> bool:
        """Whether it is what the order kept back, 质保金."""
        return self.portion == ReceivablePortion.RETENTION
