"""Lines that are late or about to be."""

from datetime import date, timedelta

from django.db.models import DecimalField, Exists, ExpressionWrapper, F, FloatField, OuterRef, Q
from django.db.models.functions import Cast, Greatest, NullIf, Round
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Department, Region, User
from core.ui import (
    Column,
    ConditionFilter,
    DateFilter,
    ModelFilter,
    RecordList,
    TextFilter,
    View,
)
from orders.enums import ORDER_OPEN, HandOverStatus
from orders.models import DeliverySplit, OrderLine, OrderLineQuerySet

from .marks import open_mark

SOON_DAYS = 7
OPEN_QUANTITY = ExpressionWrapper(
    F("quantity") - F("shipped_quantity") - F("short_closed_quantity"),
    output_field=DecimalField(max_digits=15, decimal_places=3),
)


def is_late(today: date) -> Q:
    """Confirmed for a day that is over."""
    return Q(confirmed_on__lt=today)


def is_soon(today: date) -> Q:
    """Confirmed for today or the days to come."""
    return Q(confirmed_on__gte=today, confirmed_on__lte=today + timedelta(days=SOON_DAYS))


def is_planned_late(_today: date) -> Q:
    """Production or purchasing plans to finish after the confirmed day, of several the last."""
    planned = OuterRef("hand_over__planned_finish_on")
    in_time = DeliverySplit.objects.filter(line=OuterRef("pk"), confirmed_on__gte=planned)
    return Q(hand_over__planned_finish_on__gt=F("confirmed_on")) & ~Q(Exists(in_time))


class TrackingList(RecordList):
    """One row per line that is still to be shipped, the most urgent first."""

    name = "order_tracking"
    model = OrderLine
    title = _("Delivery board")
    basis = _("Lines of verified and released orders not yet shipped whole, by confirmed date")
    unit = _("lines")
    detail = "orders:order_detail"
    row_pk = "order_id"
    columns = [
        Column("order__number", _("Order"), kind="code", link=True, phone=3),
        Column("position", _("Line"), kind="int"),
        Column("order__customer__name", _("Customer"), clip=True, phone=1),
        Column("product__code", _("Product"), kind="code"),
        Column("product__name", _("Name"), clip=True),
        Column("specification", _("Specification"), clip=True),
        Column("quantity", _("Quantity"), kind="quantity"),
        Column(
            "open_quantity",
            pgettext_lazy("quantity", "Open"),
            kind="quantity",
            expression=OPEN_QUANTITY,
            phone=2,
        ),
        Column("unit", _("Unit"), sort=False),
        Column("requested_on", _("Requested for"), kind="date"),
        Column(
            "confirmed_on",
            _("Confirmed for"),
            kind="date",
            indexed=True,
            mark=open_mark,
            phone=4,
        ),
        Column("hand_over__planned_finish_on", _("Planned finish"), kind="date"),
        Column(
            "hand_over__status", _("Hand-over"), kind="state", choices=HandOverStatus, sort=False
        ),
        Column(
            "ready_rate",
            _("Ready / shipped"),
            kind="bars",
            key="progress",
            needs=("shipped_rate",),
            bars=[_("Made ready"), _("Shipped")],
            expression=Cast(Greatest("produced_quantity", "shipped_quantity"), FloatField())
            / NullIf(Cast("quantity", FloatField()), 0.0),
        ),
        Column("order__salesperson__full_name", _("Salesperson")),
        Column(
            "shipped_rate",
            _("Shipped %"),
            kind="percent",
            hidden=True,
            sort=False,
            expression=Cast("shipped_quantity", FloatField())
            / NullIf(Cast("quantity", FloatField()), 0.0),
        ),
    ]
    filters = [
        DateFilter("confirmed_on", _("Confirmed for")),
        ConditionFilter("late", _("Late"), condition=is_late),
        ConditionFilter("soon", _("In the next days"), condition=is_soon),
        ConditionFilter("planned_late", _("Planned too late"), condition=is_planned_late),
        ModelFilter("region", _("Region"), model=Region, path="order__region"),
        ModelFilter("salesperson", _("Salesperson"), model=User, path="order__salesperson"),
        ModelFilter("department", _("Department"), model=Department, path="hand_over__department"),
        TextFilter("product", _("Product"), path="product__code"),
    ]
    search = [
        "order__number",
        "order__customer__name",
        "~order__customer__name_initials",
        "product__code",
        "product__name",
    ]
    order_by = "confirmed_on"
    views = [
        View("late", _("Late"), "late=1", tone="late"),
        View("soon", _("In the next 7 days"), "soon=1"),
        View("planned_late", _("Planned too late"), "planned_late=1", tone="wait"),
    ]
    empty = _("Nothing is late and nothing is about to be.")

    def rows_for(self) -> OrderLineQuerySet:
        """Lines of orders under way with something left to ship."""
        return (
            super()
            .rows_for()
            .filter(order__status__in=ORDER_OPEN)
            .filter(
                quantity__gt=Round(F("shipped_quantity") + F("short_closed_quantity"), precision=3)
            )
        )
