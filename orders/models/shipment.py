"""Shipments out and returns back."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from core.history import history
from core.locking import Versioned
from core.money import MoneyField, QuantityField
from core.stamps import Created, at_moment, by_person
from customers.models import Customer
from customers.selectors import narrow_by_customer
from orders.enums import (
    RETURN_MOVES,
    SHIPMENT_MOVES,
    Disposition,
    FreightTerms,
    ReturnStatus,
    ShipmentStatus,
)

from .currency import InCurrency
from .line import OrderLine
from .order import Order
from .stock import Warehouse

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


def handed(user: "User", path: str) -> Q:
    """Papers of orders that the person's department may see; ``path`` leads to the order."""
    department = getattr(user, "department", None)
    if department is None:
        return Q(pk__in=[])
    if department.kind == Department.Kind.WAREHOUSE:
        return Q(pk__isnull=False)  # an empty condition would add nothing to the union
    return Q(**{f"{path}__in": Order.objects.visible_to(user).values("pk")})


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    """Shipments by who may see their order."""

    def visible_to(self, user: "User") -> "ShipmentQuerySet":
        """As the order; the warehouse sees all shipments."""
        return narrow_by_customer(self, user, record="order", handed=partial(handed, user, "order"))


class Shipment(InCurrency, Versioned, Created):
    """Goods of one order going out together, 出库单 / 送货单."""

    MOVES = SHIPMENT_MOVES

    number = models.CharField(_("shipment number"), max_length=40, unique=True)
    order = models.ForeignKey(
        Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="shipments"
    )
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="shipments"
    )
    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), on_delete=models.PROTECT, null=True, blank=True
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ShipmentStatus, default=ShipmentStatus.DRAFT
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    shipped_on = models.DateField(_("shipped on"), null=True, blank=True)
    signed_on = models.DateField(_("signed for on"), null=True, blank=True)
    signed_name = models.CharField(_("signed for by"), max_length=60, blank=True)
    carrier = models.CharField(_("carrier"), max_length=60, blank=True)
    waybill = models.CharField(_("waybill"), max_length=60, blank=True)
    freight_terms = models.CharField(
        _("freight terms"), max_length=10, choices=FreightTerms, default=FreightTerms.OURS
    )
    freight_amount = MoneyField(_("freight"), default=0)
    delivery_address = models.CharField(_("delivery address"), max_length=300, blank=True)
    delivery_recipient = models.CharField(_("recipient"), max_length=60, blank=True)
    delivery_phone = models.CharField(_("recipient's phone"), max_length=40, blank=True)
    net_amount = MoneyField(_("amount without tax"), default=0)
    tax_amount = MoneyField(_("tax"), default=0)
    gross_amount = MoneyField(_("amount with tax"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)
    shipped_by = by_person(_("shipped by"))
    shipped_at = at_moment(_("shipped at"))
    signed_by = by_person(_("sign-off registered by"))
    signed_at = at_moment(_("sign-off registered at"))
    is_historical = models.BooleanField(_("historical"), default=False, editable=False)

    objects = ShipmentQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "id"], name="orders_shipment_status"),
            models.Index(fields=["shipped_on", "id"], name="orders_shipment_shipped_on"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def secrecy_subject(self) -> "Order":
        """What is secret here is asked of the record it belongs to."""
        return self.order


class ShipmentLine(InCurrency, models.Model):
    """Part of an order line in a shipment, valued at the line's price."""

    shipment = models.ForeignKey(
        Shipment, verbose_name=_("shipment"), on_delete=models.CASCADE, related_name="lines"
    )
    line = models.ForeignKey(
        OrderLine,
        verbose_name=_("order line"),
        on_delete=models.PROTECT,
        related_name="shipment_lines",
    )
    quantity = QuantityField(_("quantity"))
    signed_quantity = QuantityField(_("signed quantity"), default=0)
    refused_quantity = QuantityField(_("refused quantity"), default=0)
    returned_quantity = QuantityField(_("returned quantity"), default=0)
    net_amount = MoneyField(_("amount without tax"), default=0)
    tax_amount = MoneyField(_("tax"), default=0)
    gross_amount = MoneyField(_("amount with tax"), default=0)
    cost_amount = MoneyField(_("cost"), default=0)

    class Meta:
        verbose_name = _("shipment line")
        verbose_name_plural = _("shipment lines")
        ordering = ["shipment", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="orders_shipment_line_positive"
            ),
            models.UniqueConstraint(fields=["shipment", "line"], name="orders_shipment_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.shipment} · {self.line.position}"

    @property
    def secrecy_subject(self) -> "Shipment":
        """What is secret here is asked of the record it belongs to."""
        return self.shipment


class SalesReturnQuerySet(models.QuerySet["SalesReturn"]):
    """Returns by who may see their shipment."""

    def visible_to(self, user: "User") -> "SalesReturnQuerySet":
        """As the order."""
        order = "shipment__order"
        return narrow_by_customer(self, user, record=order, handed=partial(handed, user, order))


class SalesReturn(InCurrency, Versioned, Created):
    """Goods coming back against a shipment, 退货. A red letter is due when it was invoiced."""

    MOVES = RETURN_MOVES
    # It tells of the goods, to all who handle them.
    SECRET_FIELDS: ClassVar = {"reason": ""}

    number = models.CharField(_("return number"), max_length=40, unique=True)
    shipment = models.ForeignKey(
        Shipment, verbose_name=_("shipment"), on_delete=models.PROTECT, related_name="returns"
    )
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="returns"
    )
    status = models.CharField(
        _("status"), max_length=20, choices=ReturnStatus, default=ReturnStatus.DRAFT
    )
    returned_on = models.DateField(_("returned on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    net_amount = MoneyField(_("amount without tax"), default=0)
    tax_amount = MoneyField(_("tax"), default=0)
    gross_amount = MoneyField(_("amount with tax"), default=0)
    is_refusal = models.BooleanField(_("refused on delivery"), default=False, editable=False)
    needs_red_letter = models.BooleanField(_("red letter needed"), default=False)
    received_by = by_person(_("received by"))
    received_at = at_moment(_("received at"))
    is_historical = models.BooleanField(_("historical"), default=False, editable=False)

    objects = SalesReturnQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.number

    @property
    def secrecy_subject(self) -> "Shipment":
        """What is secret here is asked of the record it belongs to."""
        return self.shipment


class ReturnLine(InCurrency, models.Model):
    """Part of a shipment line coming back, valued as it went out."""

    sales_return = models.ForeignKey(
        SalesReturn, verbose_name=_("return"), on_delete=models.CASCADE, related_name="lines"
    )
    shipment_line = models.ForeignKey(
        ShipmentLine,
        verbose_name=_("shipment line"),
        on_delete=models.PROTECT,
        related_name="return_lines",
    )
    quantity = QuantityField(_("quantity"))
    disposition = models.CharField(
        _("becomes"), max_length=10, choices=Disposition, default=Disposition.GOOD
    )
    net_amount = MoneyField(_("amount without tax"), default=0)
    tax_amount = MoneyField(_("tax"), default=0)
    gross_amount = MoneyField(_("amount with tax"), default=0)
    cost_amount = MoneyField(_("cost"), default=0)

    class Meta:
        verbose_name = _("return line")
        verbose_name_plural = _("return lines")
        ordering = ["sales_return", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="orders_return_line_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.sales_return} · {self.pk}"

    @property
    def secrecy_subject(self) -> "SalesReturn":
        """What is secret here is asked of the record it belongs to."""
        return self.sales_return
