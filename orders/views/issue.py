"""The issue log."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy

from core.ui import ActionPage, Column, DetailPage, ListPage, Section, Tab
from orders.enums import IssueKind, IssueStatus
from orders.forms.fulfilment import SolveForm, TellForm
from orders.lists.issue import OrderIssueList
from orders.models import OrderIssue
from orders.services import issue_solve, issue_tell


class OrderIssueListPage(ListPage):
    """Issues of the orders a person sees."""

    list_class = OrderIssueList
    permission = "orders.view_orderissue"


class OrderIssueAction(ActionPage):
    """Commands on an issue call it by its short name."""

    model = OrderIssue
    permission: ClassVar[str | None] = None

    @classmethod
    def argument(cls) -> str:
        return "issue"


class OrderIssueSolvePage(OrderIssueAction):
    """Closed with its solution."""

    service = issue_solve
    permission = "orders.solve_orderissue"
    label = gettext_lazy("Solve")
    to = IssueStatus.SOLVED
    form_class = SolveForm
    primary = True


class OrderIssueTellPage(OrderIssueAction):
    """The salesperson or the customer was told."""

    service = issue_tell
    permission = "orders.tell_orderissue"
    label = gettext_lazy("People told")
    form_class = TellForm


class OrderIssueDetailPage(DetailPage):
    """One issue."""

    model = OrderIssue
    permission = "orders.view_orderissue"
    stages = [IssueStatus.OPEN, IssueStatus.SOLVED]
    actions = [OrderIssueSolvePage, OrderIssueTellPage]
    sections = [
        Section(
            gettext_lazy("Issue"),
            [
                Column("order__number", gettext_lazy("Order")),
                Column("order__customer__name", gettext_lazy("Customer")),
                Column("line__product__code", gettext_lazy("Product"), kind="code"),
                Column("kind", gettext_lazy("Kind"), kind="choice", choices=IssueKind),
                Column("description", gettext_lazy("What happened")),
                Column("owner__full_name", gettext_lazy("Owner")),
                Column("due_on", gettext_lazy("Limit"), kind="date"),
                Column("solution", gettext_lazy("Solution")),
                Column("told_salesperson_at", gettext_lazy("Salesperson told"), kind="datetime"),
                Column("told_customer_at", gettext_lazy("Customer told"), kind="datetime"),
                Column("opened_by__full_name", gettext_lazy("Opened by")),
                Column("opened_at", gettext_lazy("Opened"), kind="datetime"),
            ],
        ),
    ]

    tabs = [Tab("tellings", gettext_lazy("Tellings"), template="orders/_tellings.html")]

    def context(self, record: OrderIssue) -> dict[str, Any]:
        """Each telling, the latest first."""
        return {"tellings": record.tellings.select_related("told_by").order_by("-told_at", "-id")}


pages = [
    OrderIssueListPage,
    OrderIssueDetailPage,
    OrderIssueSolvePage,
    OrderIssueTellPage,
]
