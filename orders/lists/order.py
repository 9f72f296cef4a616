"""The list of sales orders."""

from django.db.models import DateField, F, FloatField, Min, Q, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf
from django.utils.translation import gettext_lazy as _

from accounts.models import Region, User
from core.secrecy import AMOUNT, COST
from core.ui import (
    BoolFilter,
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    ModelFilter,
    NumberFilter,
    RecordList,
    TextFilter,
    View,
)
from customers.models import Customer
from customers.selectors import retention_span
from orders.enums import OrderStatus
from orders.models import Order, OrderQuerySet
from orders.selectors.lateness import OPEN_LINES, is_late

from .marks import due_mark, hold_mark, stated_amount, stated_columns

BARS = [_("Made ready"), _("Shipped"), _("Signed for"), _("Invoiced"), _("Collected")]


def share(amount: Combinable | str) -> Combinable:
    """An amount as a fraction of the order, for drawing."""
    whole = NullIf(Cast("gross_amount", FloatField()), 0.0)
    return Cast(amount, FloatField()) / whole


class OrderList(RecordList):
    """Orders with what became of them."""

    name = "orders"
    model = Order
    title = _("Sales orders")
    basis = _("Basis: order date, in CNY with tax; totals leave out cancelled orders")
    unit = _("orders")
    columns = [
        Column("number", _("Number"), kind="code", link=True, phone=3),
        Column("customer__name", _("Customer"), clip=True, phone=1),
        Column("customer_order_number", _("Customer's number"), clip=True),
        Column(
            "status",
            _("Status"),
            kind="state",
            choices=OrderStatus,
            needs=("is_on_hold",),
            mark=hold_mark,
            phone=4,
        ),
        Column("ordered_on", _("Ordered"), kind="date", indexed=True),
        Column(
            "due_on",
            _("Confirmed for"),
            kind="date",
            sort="promised_on",
            needs=("status",),
            mark=due_mark,
            hint=_("The first day for which a line not yet shipped is confirmed"),
            expression=Coalesce(
                Subquery(
                    OPEN_LINES.order_by()
                    .values("order")
                    .annotate(first=Min("confirmed_on"))
                    .values("first"),
                    output_field=DateField(),
                ),
                F("promised_on"),
            ),
        ),
        Column("line_count", _("Rows"), kind="int", total=True),
        stated_amount(_("Amount with tax"), "currency", indexed=True, phone=2),
        Column(
            "produced_rate",
            _("Progress"),
            kind="bars",
            key="progress",
            needs=("shipped_rate", "signed_rate", "invoiced_rate", "collected_rate"),
            bars=BARS,
            expression=share(Greatest("produced_amount", "shipped_amount")),
        ),
        Column(
            "open_amount",
            _("Not shipped"),
            kind="money",
            total=True,
            secret=AMOUNT,
            sort=False,
            expression=F("gross_amount") - F("shipped_amount") - F("short_closed_amount"),
        ),
        Column("salesperson__full_name", _("Salesperson"), key="salesperson"),
        Column("created_by__full_name", _("Assistant"), key="assistant"),
        Column("region__name", _("Region"), hidden=True),
        Column("requested_on", _("Requested for"), kind="date", hidden=True),
        Column("promised_on", _("Confirmed, last line"), kind="date", hidden=True),
        Column(
            "net_amount",
            _("Amount without tax"),
            kind="money",
            total=True,
            secret=AMOUNT,
            hidden=True,
        ),
        Column("cost_amount", _("Cost"), kind="money", total=True, secret=COST, hidden=True),
        Column(
            "shipped_rate",
            _("Shipped %"),
            kind="percent",
            hidden=True,
            sort=False,
            expression=share("shipped_amount"),
        ),
        Column(
            "signed_rate",
            _("Signed %"),
            kind="percent",
            hidden=True,
            sort=False,
            expression=share("signed_amount"),
        ),
        Column(
            "invoiced_rate",
            _("Invoiced %"),
            kind="percent",
            hidden=True,
            sort=False,
            expression=share("invoiced_amount"),
        ),
        Column(
            "collected_rate",
            _("Collected %"),
            kind="percent",
            hidden=True,
            sort=False,
            expression=share("collected_amount"),
        ),
        *stated_columns("currency"),
        Column("retention_rate", _("Retention money %"), kind="rate", secret=AMOUNT, hidden=True),
        Column(
            "retention_span",
            _("Retention months"),
            kind="int",
            expression=retention_span(),
            secret=AMOUNT,
            hidden=True,
        ),
        Column("source_number", _("Number at its source"), hidden=True),
        Column("note", _("Remarks"), clip=True, hidden=True),
    ]
    filters = [
        DateFilter("ordered_on", _("Ordered")),
        DateFilter("promised_on", _("Confirmed for")),
        ChoiceFilter("status", _("Status"), choices=OrderStatus),
        ModelFilter("region", _("Region"), model=Region),
        ModelFilter("salesperson", _("Salesperson"), model=User),
        ModelFilter("customer", _("Customer"), model=Customer, lookup="customers:customer_lookup"),
        NumberFilter("gross_amount", _("Amount with tax"), secret=AMOUNT),
        TextFilter("customer_order_number", _("Customer's number")),
        ConditionFilter("late", _("Late"), condition=is_late),
        BoolFilter("is_on_hold", _("On hold")),
        ConditionFilter(
            "for_me", _("To verify by me"), condition=lambda _: Q(status=OrderStatus.SUBMITTED)
        ),
    ]
    search = [
        "number",
        "customer__name",
        "~customer__name_initials",
        "~customer__name_pinyin",
        "customer_order_number",
        "source_number",
    ]
    order_by = "-ordered_on"
    views = [
        View("verify", _("To verify by me"), "for_me=1", tone="wait"),
        View("release", _("To release"), "status=confirmed"),
        View("late", _("Late, not shipped"), "late=1", tone="late"),
        View("week", _("Due this week"), "promised_on=this_week&status=confirmed&status=released"),
        View("draft", _("Drafts"), "status=draft"),
    ]
    counted = ~Q(status=OrderStatus.CANCELLED)
    empty = _("Orders stand here from the first call to the last payment.")
    empty_action = "orders:order_create"

    def rows_for(self) -> OrderQuerySet:
        """What the person sees; what they made themselves is not theirs to verify."""
        rows = super().rows_for()
        if self.one("for_me") == "1":
            rows = rows.not_made_by(self.user)
        return rows
