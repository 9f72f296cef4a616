"""What was handed to production and purchasing; without a price anywhere."""

from datetime import date

from django.db.models import FloatField, Q
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Department
from core.ui import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    Mark,
    ModelFilter,
    RecordList,
    View,
)
from orders.enums import HandOverStatus
from orders.models import HandOver

from .marks import open_mark

UNFINISHED = (HandOverStatus.WAITING, HandOverStatus.ACKNOWLEDGED)


def finish_mark(planned: date | None, status: str, *, today: date) -> Mark | None:
    """Late or today, as long as it is not finished."""
    return open_mark(planned, today=today) if status in UNFINISHED else None


def is_overdue(today: date) -> Q:
    """Planned or promised for a day that is over, and not finished."""
    late = Q(planned_finish_on__lt=today) | Q(line__confirmed_on__lt=today)
    return late & Q(status__in=UNFINISHED)


class HandOverList(RecordList):
    """Lines handed over, the earliest wanted first."""

    name = "hand_overs"
    model = HandOver
    title = _("Hand-overs")
    basis = _("Lines released to production and purchasing")
    unit = pgettext_lazy("unit", "hand-overs")
    columns = [
        Column("order__number", _("Order"), kind="code", link=True, phone=3),
        Column("line__position", _("Line"), kind="int"),
        Column("line__product__code", _("Product"), kind="code"),
        Column("line__product__name", _("Name"), clip=True, phone=1),
        Column("line__specification", _("Specification"), clip=True),
        Column("quantity", _("Quantity"), kind="quantity", phone=2),
        Column("line__unit", _("Unit"), sort=False),
        Column("line__confirmed_on", _("Wanted for"), kind="date"),
        Column("status", _("Status"), kind="state", choices=HandOverStatus, phone=4),
        Column(
            "planned_finish_on",
            _("Planned finish"),
            kind="date",
            needs=("status",),
            mark=finish_mark,
        ),
        Column("finished_quantity", _("Finished"), kind="quantity"),
        Column(
            "finished_rate",
            pgettext_lazy("hand-over", "Progress"),
            kind="bars",
            key="progress",
            bars=[_("Finished")],
            expression=Cast("finished_quantity", FloatField())
            / NullIf(Cast("quantity", FloatField()), 0.0),
        ),
        Column("department__name", _("Department")),
        Column("handed_at", _("Handed over"), kind="datetime"),
        Column("acknowledge_by_at", _("To be acknowledged by"), kind="datetime", hidden=True),
        Column("acknowledged_by__full_name", _("Acknowledged by"), hidden=True),
        Column("note", _("Remarks"), clip=True),
    ]
    filters = [
        ChoiceFilter("status", _("Status"), choices=HandOverStatus),
        ModelFilter("department", _("Department"), model=Department),
        DateFilter("planned_finish_on", _("Planned finish")),
        DateFilter("line__confirmed_on", _("Wanted for")),
        ConditionFilter("late", _("Late"), condition=is_overdue),
    ]
    search = ["order__number", "line__product__code", "line__product__name"]
    order_by = "line__confirmed_on"
    views = [
        View("waiting", _("To acknowledge"), "status=waiting", tone="wait"),
        View("making", _("In hand"), "status=acknowledged"),
        View("late", _("Late"), "late=1", tone="late"),
        View("all", _("All"), ""),
    ]
    empty = _("Released order lines arrive here.")
