"""Lines of orders and their split deliveries."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from core.money import (
    MoneyField,
    PriceField,
    QuantityField,
    RateField,
    UntaxedPriceField,
)
from core.secrecy import AMOUNT
from customers.selectors import narrow_by_customer
from orders.enums import OrderStatus
from products.models import Product

from .currency import InCurrency
from .order import Order

if TYPE_CHECKING:
    from accounts.models import User


# Something is still to be shipped; rounded, for SQLite counts in floating point.
IS_OPEN = Q(quantity__gt=Round(F("shipped_quantity") + F("short_closed_quantity"), precision=3))


class OrderLineQuerySet(models.QuerySet["OrderLine"]):
    """Lines by who may see their order."""

    def visible_to(self, user: "User") -> "OrderLineQuerySet":
        """As the order: own, the region's, those handed to the department, or all."""
        return narrow_by_customer(self, user, record="order", handed=partial(self._handed_to, user))

    def open(self) -> "OrderLineQuerySet":
        """Lines of which something is still to be shipped."""
        return self.filter(IS_OPEN)

    def _handed_to(self, user: "User") -> Q:
        """The warehouse sees what is released; other departments what was handed to them."""
        department = getattr(user, "department", None)
        if department is None:
            return Q(pk__in=[])
        if department.kind == Department.Kind.WAREHOUSE:
            return Q(order__status__in=[OrderStatus.RELEASED, OrderStatus.CLOSED])
        return Q(hand_over__department=department)


class OrderLine(InCurrency, models.Model):
    """A line of an order: price in its currency, amounts in CNY, cost as it was that day.

    Quantities shipped, signed, returned and invoiced, the freight and the money collected, are
    kept here by the services that move them, so that the ledger has one row per line.
    """

    SECRET_FIELDS: ClassVar = {"short_close_reason": AMOUNT}

    order = models.ForeignKey(
        Order, verbose_name=_("order"), on_delete=models.CASCADE, related_name="lines"
    )
    position = models.PositiveIntegerField(_("line"))
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="order_lines"
    )
    specification = models.CharField(_("specification"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    quantity = QuantityField(_("quantity"))
    unit_price = PriceField(_("unit price"))
    includes_tax = models.BooleanField(_("price includes tax"), default=True)
    untaxed_price = UntaxedPriceField(_("unit price without tax"), default=0)
    tax_rate = RateField(_("tax rate"))
    net_amount = MoneyField(_("amount without tax"))
    tax_amount = MoneyField(_("tax"))
    gross_amount = MoneyField(_("amount with tax"))
    freight_amount = MoneyField(_("freight charged"), default=0)
    advanced_freight_amount = MoneyField(_("freight paid for the customer"), default=0)
    own_freight_amount = MoneyField(_("freight at our expense"), default=0)
    unit_cost = PriceField(_("unit cost"), default=0)
    cost_amount = MoneyField(_("cost"), default=0)
    requested_on = models.DateField(_("requested date"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed date"), null=True, blank=True)

    produced_quantity = QuantityField(_("made ready"), default=0)
    shipped_quantity = QuantityField(_("shipped quantity"), default=0)
    signed_quantity = QuantityField(_("signed quantity"), default=0)
    returned_quantity = QuantityField(_("returned quantity"), default=0)
    short_closed_quantity = QuantityField(_("short-closed quantity"), default=0)
    short_close_reason = models.CharField(
        _("reason of the short close"), max_length=200, blank=True
    )
    short_closed_amount = MoneyField(_("short-closed"), default=0)
    invoiced_quantity = QuantityField(_("invoiced quantity"), default=0)
    shipped_amount = MoneyField(_("shipped"), default=0)
    returned_amount = MoneyField(_("returned"), default=0)
    invoiced_amount = MoneyField(_("invoiced"), default=0)
    receivable_amount = MoneyField(_("receivable arisen"), default=0)
    collected_amount = MoneyField(_("collected"), default=0)
    last_signed_on = models.DateField(_("signed for on"), null=True, blank=True)

    # As typed, before they are written, or as ``checked_lines`` read them.
    deliveries: "Sequence[DeliverySplit]" = ()

    objects = OrderLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ["order", "position"]
        indexes = [
            models.Index(fields=["product", "order"], name="orders_line_product"),
            models.Index(fields=["confirmed_on", "id"], name="orders_line_confirmed_on"),
            # What is promised of a product is asked three times on an order's way, and answered
            # by the index alone.
            models.Index(
                fields=[
                    "product",
                    "order",
                    "quantity",
                    "shipped_quantity",
                    "short_closed_quantity",
                ],
                name="orders_line_promised",
                condition=IS_OPEN,
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="orders_line_position"),
            models.CheckConstraint(
                condition=Q(gross_amount=Round(F("net_amount") + F("tax_amount"), precision=2)),
                name="orders_line_net_and_tax",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="orders_line_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(shipped_quantity__lte=F("quantity"))
                & Q(signed_quantity__lte=F("shipped_quantity")),
                name="orders_line_not_over_shipped",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order} · {self.position}"

    @property
    def secrecy_subject(self) -> Order:
        """Who may see the line's money is asked of its order."""
        return self.order

    @property
    def open_quantity(self) -> Decimal:
        """What is still to be shipped."""
        return self.quantity - self.shipped_quantity - self.short_closed_quantity

    @property
    def open_amount(self) -> Decimal:
        """What is still to be shipped, with tax."""
        return self.gross_amount - self.shipped_amount - self.short_closed_amount


class DeliverySplit(models.Model):
    """One of several deliveries of a line, 分批."""

    line = models.ForeignKey(
        OrderLine, verbose_name=_("order line"), on_delete=models.CASCADE, related_name="splits"
    )
    quantity = QuantityField(_("quantity"))
    requested_on = models.DateField(_("requested date"))
    confirmed_on = models.DateField(_("confirmed date"), null=True, blank=True)

    class Meta:
        verbose_name = _("split delivery")
        verbose_name_plural = _("split deliveries")
        ordering = ["line", "requested_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orders_split_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.line} · {self.requested_on:%Y-%m-%d} · {self.quantity}"
