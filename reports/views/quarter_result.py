"""A salesperson's quarter: list, page, what each may say of it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.money import format_money
from core.secrecy import AMOUNT
from core.ui import ActionPage, Column, DetailPage, Figure, ListPage, Section, forms
from orders.enums import Basis
from reports import services
from reports.enums import ResultStatus
from reports.forms import CheckForm
from reports.lists import QuarterResultList
from reports.models import QuarterResult

from .addresses import rows_of_movements, rows_of_receipts

S = ResultStatus


class QuarterResultListPage(ListPage):
    """All quarters one may see."""

    list_class = QuarterResultList
    permission = "reports.view_quarterresult"


class OwnPage(ActionPage):
    """What only the salesperson can say."""

    model = QuarterResult
    permission = "reports.confirm_quarterresult"

    @classmethod
    def button(cls, record: QuarterResult, user: Any) -> dict[str, Any] | None:
        return super().button(record, user) if record.salesperson_id == user.pk else None


class QuarterResultConfirmPage(OwnPage):
    """It is right."""

    service = services.quarter_result_confirm
    label = gettext_lazy("Confirm my quarter")
    to = S.CONFIRMED
    primary = True


class QuarterResultDisputePage(OwnPage):
    """Something is wrong."""

    service = services.quarter_result_dispute
    label = gettext_lazy("Dispute it")
    to = S.DISPUTED
    form_class = forms.ReasonForm
    danger = True


class QuarterResultAnswerPage(ActionPage):
    """What there is to say to a dispute."""

    model = QuarterResult
    service = services.quarter_result_answer
    permission = "reports.answer_quarterresult"
    label = gettext_lazy("Answer")
    states = {S.DISPUTED}
    form_class = forms.ReasonForm
    primary = True


class QuarterResultCheckPage(ActionPage):
    """What accounting has."""

    model = QuarterResult
    service = services.quarter_result_check
    permission = "reports.check_quarterresult"
    label = gettext_lazy("Check against accounting")
    to = S.CHECKED
    form_class = CheckForm
    primary = True

    def initial(self) -> dict[str, Any]:
        """Mostly the two agree."""
        return {"booked_amount": self.record.amount}


class QuarterResultDetailPage(DetailPage):
    """One quarter: the figures, what was said of it, the report it is from."""

    model = QuarterResult
    permission = "reports.view_quarterresult"
    stages = [S.ASKED, S.CONFIRMED, S.CHECKED]
    actions = [
        QuarterResultConfirmPage,
        QuarterResultDisputePage,
        QuarterResultAnswerPage,
        QuarterResultCheckPage,
    ]
    sections = [
        Section(
            gettext_lazy("Quarter"),
            [
                Column("salesperson__full_name", gettext_lazy("Salesperson")),
                Column("region__name", gettext_lazy("Region")),
                Column("from_on", gettext_lazy("From"), kind="date"),
                Column("to_on", gettext_lazy("To"), kind="date"),
                Column("orders", gettext_lazy("Number of orders"), kind="int"),
                Column("asked_at", gettext_lazy("Put up at"), kind="datetime"),
                Column("confirmed_at", gettext_lazy("Confirmed at"), kind="datetime"),
            ],
        ),
        Section(
            gettext_lazy("What was said"),
            [
                Column("dispute", gettext_lazy("Disputed"), secret=AMOUNT),
                Column("answer", gettext_lazy("Answer"), secret=AMOUNT),
                Column("remark", gettext_lazy("Why it differs"), secret=AMOUNT),
                Column("checked_by__full_name", gettext_lazy("Checked by")),
                Column("checked_at", gettext_lazy("Checked at"), kind="datetime"),
            ],
        ),
    ]

    def figures(self, record: QuarterResult) -> Sequence[Figure]:
        """Sold, planned, received, and what accounting has; each leads to the rows behind it."""
        span, mine = (record.from_on, record.to_on), {"salesperson": record.salesperson_id}
        usual = {"basis": Basis.ORDER.value, "returns": "in"}
        sold = rows_of_movements("amount", span, usual, mine)
        found = [Figure(_("Amount"), record.amount, url=sold, secret=AMOUNT)]
        if record.planned_amount:
            rate = record.amount / record.planned_amount
            note = _("%(rate)s of the plan") % {"rate": f"{rate:.1%}"}
            found.append(Figure(_("Plan"), record.planned_amount, note=note, secret=AMOUNT))
        received = rows_of_receipts(span, mine)
        found.append(Figure(_("Receipts"), record.received_amount, url=received, secret=AMOUNT))
        if record.booked_amount is not None:
            difference = record.difference or 0
            note = _("difference %(amount)s") % {"amount": format_money(difference)}
            tone = "late" if difference else ""
            booked = record.booked_amount
            found.append(Figure(_("In accounting"), booked, note=note, tone=tone, secret=AMOUNT))
        return found


pages = [
    QuarterResultListPage,
    QuarterResultDetailPage,
    QuarterResultConfirmPage,
    QuarterResultDisputePage,
    QuarterResultAnswerPage,
    QuarterResultCheckPage,
]
