"""The issue log of orders."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.ui import ChoiceFilter, Column, DateFilter, Mark, ModelFilter, RecordList, View
from orders.enums import IssueKind, IssueStatus
from orders.models import OrderIssue

from .marks import open_mark


def limit_mark(due_on: date | None, status: str, *, today: date) -> Mark | None:
    """Over its limit, as long as it is open."""
    return open_mark(due_on, today=today) if status == IssueStatus.OPEN else None


class OrderIssueList(RecordList):
    """What went wrong, who sees to it by when, who was told."""

    name = "order_issues"
    model = OrderIssue
    title = _("Issues")
    basis = _("Issues of verified orders")
    unit = _("issues")
    columns = [
        Column("number", _("Number"), kind="code", link=True, phone=3),
        Column("order__number", _("Order"), kind="code"),
        Column("order__customer__name", _("Customer"), clip=True, phone=1),
        Column("kind", _("Kind"), kind="choice", choices=IssueKind),
        Column("description", _("What happened"), clip=True),
        Column("status", _("Status"), kind="state", choices=IssueStatus, phone=4),
        Column("owner__full_name", _("Owner"), phone=2),
        Column("due_on", _("Limit"), kind="date", needs=("status",), mark=limit_mark),
        Column("told_salesperson_at", _("Salesperson told"), kind="datetime"),
        Column("told_customer_at", _("Customer told"), kind="datetime"),
        Column("solution", _("Solution"), clip=True),
        Column("opened_by__full_name", _("Opened by"), hidden=True),
        Column("opened_at", _("Opened"), kind="datetime", hidden=True),
    ]
    filters = [
        ChoiceFilter("status", _("Status"), choices=IssueStatus),
        ChoiceFilter("kind", _("Kind"), choices=IssueKind),
        DateFilter("due_on", _("Limit")),
        ModelFilter("owner", _("Owner"), model=User),
    ]
    search = ["number", "order__number", "order__customer__name", "description"]
    order_by = "-number"
    views = [
        View("open", pgettext_lazy("issue", "Open"), "status=open", tone="wait"),
    ]
    empty = _("No issue is logged.")
