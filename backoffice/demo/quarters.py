"""The last quarter of each salesperson: confirmed, disputed, checked, or still to be answered."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from core import periods
from reports.enums import ReportKind
from reports.models import QuarterResult, Report
from reports.services import (
    quarter_result_check,
    quarter_result_confirm,
    quarter_result_dispute,
    quarter_results_make,
)

from .company import Company

FREIGHT = Decimal("860.00")
WAITS, DISPUTED, CHECKED = 0, 1, 4  # of each five, the rest is confirmed


def leave_quarters(company: Company, today: date) -> None:
    """Put the last whole quarter up for confirmation, and let most have answered."""
    last = periods.previous_span(ReportKind.QUARTERLY, today)
    report = Report.objects.get(kind=ReportKind.QUARTERLY, from_on=last.from_on, revision=1)
    asked = report.frozen_at + timedelta(minutes=1)
    for place, result in enumerate(quarter_results_make(actor=None, report=report, at=asked)):
        at, person = asked + timedelta(days=1, minutes=17 * place), result.salesperson
        if place % 5 == WAITS:
            continue
        if place % 5 == DISPUTED and place < 5:
            words = "9 月底转给我的两张订单没有算进来，请核对。"
            quarter_result_dispute(actor=person, quarter_result=result, reason=words, at=at)
            continue
        quarter_result_confirm(actor=person, quarter_result=result, at=at)
        if place % 5 == CHECKED:
            _check(company, result, at + timedelta(days=2), differs=place == CHECKED)


def _check(company: Company, result: QuarterResult, at: datetime, *, differs: bool) -> None:
    quarter_result_check(
        actor=company.people["sunxiaoyan"],
        quarter_result=result,
        booked_amount=result.amount - (FREIGHT if differs else 0),
        remark="财务把代垫运费记在其他应收款。" if differs else "",
        at=at,
    )
