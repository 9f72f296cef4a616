"""What is typed when goods go out, are signed for, come back or are taken in."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Form
from orders.enums import Disposition, FreightTerms, StockKind, WarehouseUse
from orders.models import Order, SalesReturn, Shipment, Warehouse
from orders.services.sales_return import about_to_come
from orders.services.shipment import drawn_up

from .quantities import Asked, QuantitiesForm, plain


def product_facts(line: Any) -> list[Any]:
    """Position, code, name and specification of an order line."""
    return [line.position, line.product.code, line.product.name, line.specification]


LINE_HEADS = [_("Line no."), _("Product"), _("Name"), _("Specification")]


def warehouses() -> Any:
    """Warehouses in use whose goods are for sale, the default first."""
    rows = Warehouse.objects.filter(is_active=True, use=WarehouseUse.SALE)
    return rows.order_by("-is_default", "code")


EVERY = Warehouse.objects.filter(is_active=True).order_by("-is_default", "code")


class WarehouseChoice(forms.ModelChoiceField):
    """One of the warehouses in use; ``every``: those for repair and scrap too."""

    def __init__(self, *, every: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Warehouse"))
        offered = EVERY if every else warehouses()
        super().__init__(queryset=offered, empty_label=None, **kwargs)


class OrderShipForm(QuantitiesForm):
    """What goes out of an order; everything open is filled in."""

    heads = [*LINE_HEADS, _("Unit"), _("Ordered"), _("Left to ship")]
    asks = _("Ships")
    warehouse = WarehouseChoice()
    planned_on = forms.DateField(label=_("Planned for"), required=False)
    carrier = forms.CharField(label=_("Carrier"), max_length=60, required=False)
    waybill = forms.CharField(label=_("Waybill"), max_length=60, required=False)
    freight_terms = forms.ChoiceField(label=_("Freight terms"), choices=FreightTerms.choices)
    freight_amount = forms.DecimalField(
        label=_("Freight"), max_digits=14, decimal_places=2, min_value=0, required=False
    )
    delivery_address = forms.CharField(label=_("Delivery address"), max_length=300, required=False)
    delivery_recipient = forms.CharField(label=_("Recipient"), max_length=60, required=False)
    delivery_phone = forms.CharField(label=_("Recipient's phone"), max_length=40, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    layout = [
        ("warehouse", 3),
        ("planned_on", 3),
        ("carrier", 3),
        ("waybill", 3),
        ("freight_terms", 3),
        ("freight_amount", 3),
        ("delivery_recipient", 3),
        ("delivery_phone", 3),
        ("delivery_address", 6),
        ("note", 6),
    ]

    def lines_of(self, record: Order) -> Iterable[Asked]:
        if record.currency:
            self.fields["freight_amount"].help_text = _("In CNY.")
        lines = list(record.lines.select_related("product").order_by("position"))
        held = drawn_up([line.pk for line in lines])
        for line in lines:
            left = line.open_quantity - held.get(line.pk, 0)
            if left > 0:
                facts = [*product_facts(line), line.unit, plain(line.quantity), plain(left)]
                yield Asked(line.pk, facts, preset=left, most=left)


class ShipmentShipForm(Form):
    """The goods leave."""

    on = forms.DateField(label=_("Shipped on"))
    carrier = forms.CharField(label=_("Carrier"), max_length=60, required=False)
    waybill = forms.CharField(label=_("Waybill"), max_length=60, required=False)
    layout = [("on", 4), ("carrier", 4), ("waybill", 4)]


class ShipmentSignForm(QuantitiesForm):
    """The customer signs; what is not signed for was refused."""

    heads = [*LINE_HEADS, _("Unit"), _("Shipped")]
    asks = _("Signed for")
    on = forms.DateField(label=_("Signed for on"))
    signed_name = forms.CharField(label=_("Signed for by"), max_length=60, required=False)
    refused_reason = forms.CharField(label=_("Why refused"), max_length=300, required=False)
    layout = [("on", 4), ("signed_name", 4), ("refused_reason", 12)]

    def lines_of(self, record: Shipment) -> Iterable[Asked]:
        parts = list(record.lines.select_related("line__product").order_by("line__position"))
        coming = about_to_come(part.pk for part in parts)
        for part in parts:
            left = part.quantity - part.returned_quantity - coming.get(part.pk, 0)
            facts = [*product_facts(part.line), part.line.unit, plain(part.quantity)]
            yield Asked(part.pk, facts, preset=left, most=left)


class ShipmentReturnForm(QuantitiesForm):
    """What comes back of a shipment, and what becomes of it."""

    heads = [*LINE_HEADS, _("Unit"), _("Can come back")]
    asks = _("Comes back")
    choice_label = _("Becomes")
    choices = Disposition.choices
    reason = forms.CharField(label=_("Reason"), max_length=300)
    layout = [("reason", 12)]

    def lines_of(self, record: Shipment) -> Iterable[Asked]:
        parts = list(record.lines.select_related("line__product").order_by("line__position"))
        coming = about_to_come(part.pk for part in parts)
        for part in parts:
            left = part.quantity - part.returned_quantity - coming.get(part.pk, 0)
            if left > 0:
                facts = [*product_facts(part.line), part.line.unit, plain(left)]
                yield Asked(part.pk, facts, most=left, choice=Disposition.GOOD)


class ReturnReceiveForm(Form):
    """The goods are back."""

    on = forms.DateField(label=_("Returned on"))
    warehouse = WarehouseChoice()
    layout = [("on", 6), ("warehouse", 6)]

    def __init__(self, *args: Any, record: SalesReturn, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("warehouse", record.shipment.warehouse_id)


class OrderTakeInForm(QuantitiesForm):
    """What comes into the warehouse for the lines of an order."""

    heads = [*LINE_HEADS, _("Unit"), _("Ordered"), _("Made ready")]
    asks = _("Taken in")
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[
            (StockKind.PRODUCTION_IN.value, StockKind.PRODUCTION_IN.label),
            (StockKind.PURCHASE_IN.value, StockKind.PURCHASE_IN.label),
        ],
    )
    warehouse = WarehouseChoice()
    on = forms.DateField(label=_("Taken in on"))
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    layout = [("kind", 3), ("warehouse", 3), ("on", 3), ("note", 3)]

    def lines_of(self, record: Order) -> Iterable[Asked]:
        for line in record.lines.select_related("product").order_by("position"):
            ready = plain(line.produced_quantity)
            facts = [*product_facts(line), line.unit, plain(line.quantity), ready]
            yield Asked(line.pk, facts)
