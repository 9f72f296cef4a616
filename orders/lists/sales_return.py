"""Goods that came back."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from core.secrecy import AMOUNT
from core.ui import (
    BoolFilter,
    ChoiceFilter,
    Column,
    DateFilter,
    Mark,
    ModelFilter,
    RecordList,
    View,
)
from customers.models import Customer
from orders.enums import ReturnStatus
from orders.models import SalesReturn

from .marks import stated_amount, stated_columns


def red_mark(status: str, needs_red_letter: bool, *, today: date) -> Mark | None:  # noqa: FBT001
    """The goods are back and the red letter is not."""
    return Mark("wait", _("red letter due")) if needs_red_letter else None


class SalesReturnList(RecordList):
    """Returns with what they take back."""

    name = "returns"
    model = SalesReturn
    title = gettext_lazy("Returns")
    basis = gettext_lazy("Basis: goods as they went out, in CNY with tax; cancelled left out")
    unit = pgettext_lazy("unit", "returns")
    columns = [
        Column("number", gettext_lazy("Return"), kind="code", link=True, phone=3),
        Column("shipment__number", gettext_lazy("Shipment"), kind="code"),
        Column("shipment__order__number", gettext_lazy("Order"), kind="code"),
        Column("customer__name", gettext_lazy("Customer"), clip=True, phone=1),
        Column(
            "status",
            gettext_lazy("Status"),
            kind="state",
            choices=ReturnStatus,
            needs=("needs_red_letter",),
            mark=red_mark,
            phone=4,
        ),
        Column("returned_on", gettext_lazy("Returned on"), kind="date"),
        Column("reason", gettext_lazy("Reason"), clip=True),
        stated_amount(gettext_lazy("Amount with tax"), "shipment__order__currency", phone=2),
        Column(
            "net_amount",
            gettext_lazy("Amount without tax"),
            kind="money",
            total=True,
            secret=AMOUNT,
            hidden=True,
        ),
        *stated_columns("shipment__order__currency"),
        Column("created_by__full_name", gettext_lazy("Assistant"), hidden=True),
    ]
    filters = [
        DateFilter("returned_on", gettext_lazy("Returned on")),
        ChoiceFilter("status", gettext_lazy("Status"), choices=ReturnStatus),
        BoolFilter("needs_red_letter", gettext_lazy("Red letter due")),
        ModelFilter(
            "customer",
            gettext_lazy("Customer"),
            model=Customer,
            lookup="customers:customer_lookup",
        ),
    ]
    search = ["number", "shipment__number", "shipment__order__number", "customer__name", "reason"]
    order_by = "-number"
    views = [
        View("receive", gettext_lazy("To take in"), "status=draft", tone="wait"),
        View("red", gettext_lazy("Red letter due"), "needs_red_letter=1", tone="late"),
        View("all", gettext_lazy("All"), ""),
    ]
    counted = ~Q(status=ReturnStatus.CANCELLED)
    empty = gettext_lazy("Goods that come back stand here; they are drawn up on their shipment.")
