"""A salesperson's quarter: put up for confirmation, confirmed or disputed, checked."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, states
from core.errors import BusinessError, NotAllowed
from core.locking import locked
from core.money import format_money, round_money
from core.rights import demand
from orders.enums import Basis
from orders.selectors.figures import Measure
from reports.enums import Event, GroupKey, ReportKind, ResultStatus
from reports.models import QuarterResult, Report
from reports.selectors import ids_of
from reports.selectors.plans import planned

EVENT_OF = {
    ResultStatus.ASKED: Event.RESULT_ANSWERED,
    ResultStatus.CONFIRMED: Event.RESULT_CONFIRMED,
    ResultStatus.DISPUTED: Event.RESULT_DISPUTED,
    ResultStatus.CHECKED: Event.RESULT_CHECKED,
}
FACTS = ("amount", "received_amount", "planned_amount", "orders")


@transaction.atomic
def quarter_results_make(
    *, actor: User | None, report: Report, at: datetime
) -> list[QuarterResult]:
    """Put each salesperson's row of a frozen quarterly report up for confirmation.

    Asked again, or of a correction, only rows whose figures differ from what stands are put up
    anew; what stood is replaced. Other reports and bases have nothing to confirm, nor has a
    revision that was corrected since.
    """
    demand(actor, "reports.revise_report", report)
    if not _is_put_up(report):
        return []
    standing = {
        each.salesperson_id: each
        for each in QuarterResult.objects.select_for_update(of=("self",))
        .filter(from_on=report.from_on)
        .exclude(status=ResultStatus.REPLACED)
    }
    made = []
    for person, facts in _rows(report):
        former = standing.pop(person.pk, None)
        if former and all(getattr(former, name) == facts[name] for name in FACTS):
            continue
        if former:
            _replace(former, actor, at)
        made.append(_put_up(report, person, facts, actor, at))
    for gone in standing.values():  # whose orders all went to somebody else
        _replace(gone, actor, at)
    return made


@transaction.atomic
def quarter_result_confirm(
    *, actor: User, quarter_result: QuarterResult, at: datetime, seen_version: int | None = None
) -> QuarterResult:
    """The salesperson says that the quarter is right. Nobody else can."""
    row = _own(actor, quarter_result, seen_version)
    _move(row, ResultStatus.CONFIRMED, actor=actor, at=at)
    return row


@transaction.atomic
def quarter_result_dispute(
    *,
    actor: User,
    quarter_result: QuarterResult,
    reason: str,
    at: datetime,
    seen_version: int | None = None,
) -> QuarterResult:
    """The salesperson says what is wrong with it."""
    row = _own(actor, quarter_result, seen_version)
    words = _said(reason)
    _move(row, ResultStatus.DISPUTED, actor=actor, at=at, reason=words, dispute=words)
    return row


@transaction.atomic
def quarter_result_answer(
    *,
    actor: User,
    quarter_result: QuarterResult,
    reason: str,
    at: datetime,
    seen_version: int | None = None,
) -> QuarterResult:
    """Answer a dispute; the salesperson is asked again. Wrong figures are mended by a correction
    of the report, which puts up a new row.
    """
    demand(actor, "reports.answer_quarterresult", quarter_result)
    row = locked(QuarterResult, quarter_result.pk, seen_version)
    sentence = _("Somebody other than the salesperson answers.")
    states.other_person(actor, row.salesperson, sentence=sentence)
    words = _said(reason)
    _move(row, ResultStatus.ASKED, actor=actor, at=at, reason=words, answer=words)
    return row


@transaction.atomic
def quarter_result_check(
    *,
    actor: User,
    quarter_result: QuarterResult,
    booked_amount: Decimal,
    at: datetime,
    remark: str = "",
    seen_version: int | None = None,
) -> QuarterResult:
    """Set what accounting has beside a confirmed quarter; a difference is explained."""
    demand(actor, "reports.check_quarterresult", quarter_result)
    row = locked(QuarterResult, quarter_result.pk, seen_version)
    sentence = _("Somebody other than the salesperson checks it.")
    states.other_person(actor, row.salesperson, sentence=sentence)
    booked_amount = round_money(booked_amount)
    if booked_amount != row.amount and not remark.strip():
        raise BusinessError(
            _("Accounting differs by %(amount)s. Say why.")
            % {"amount": format_money(booked_amount - row.amount)},
            field="remark",
            code="difference",
        )
    _move(
        row,
        ResultStatus.CHECKED,
        actor=actor,
        at=at,
        reason=remark.strip(),
        booked_amount=booked_amount,
        remark=remark.strip(),
    )
    return row


def _is_put_up(report: Report) -> bool:
    """What counts for people: orders, with tax, returns deducted; the last revision of it."""
    usual = report.includes_tax and report.includes_returns and report.basis == Basis.ORDER
    if not usual or report.kind != ReportKind.QUARTERLY:
        return False
    same = Report.objects.filter(
        kind=report.kind,
        from_on=report.from_on,
        basis=report.basis,
        includes_tax=True,
        includes_returns=True,
    )
    return not same.filter(revision__gt=report.revision).exists()


def _rows(report: Report) -> Iterator[tuple[User, dict[str, Any]]]:
    rows = report.figures["sections"][GroupKey.SALESPERSON.value]
    ids = ids_of(GroupKey.SALESPERSON.value, [row["key"] for row in rows])
    people = User.objects.select_related("region").in_bulk(ids.values())
    for row in rows:
        person = people.get(ids.get(row["key"], 0))
        if person is None:
            continue  # orders without a salesperson are nobody's
        measure = Measure(where={"salesperson": [person.pk]})
        yield (
            person,
            {
                "amount": Decimal(row["amount"]),
                "received_amount": Decimal(row["receipts"] or 0),
                "planned_amount": planned(measure, (report.from_on, report.to_on)),
                "orders": row["orders"],
            },
        )


def _put_up(
    report: Report, person: User, facts: dict[str, Any], actor: User | None, at: datetime
) -> QuarterResult:
    made = QuarterResult.objects.create(
        report=report,
        salesperson=person,
        region=person.region,
        from_on=report.from_on,
        to_on=report.to_on,
        asked_at=at,
        **facts,
    )
    audit.record(actor=actor, verb=Event.RESULT_ASKED, subject=made, at=at)
    events.announce(Event.RESULT_ASKED, made, salesperson=person.pk)
    return made


def _replace(row: QuarterResult, actor: User | None, at: datetime) -> None:
    states.move(row, ResultStatus.REPLACED, actor=actor, at=at, locked=True)


def _own(actor: User, quarter_result: QuarterResult, seen_version: int | None) -> QuarterResult:
    demand(actor, "reports.confirm_quarterresult", quarter_result)
    row = locked(QuarterResult, quarter_result.pk, seen_version)
    if row.salesperson_id != actor.pk:
        raise NotAllowed(_("Only the salesperson can say so."))
    return row


def _said(words: str) -> str:
    if not words.strip():
        raise BusinessError(_("Say what it is about."), field="reason", code="reason")
    return words.strip()


def _move(
    row: QuarterResult,
    to: ResultStatus,
    *,
    actor: User,
    at: datetime,
    reason: str = "",
    **changes: Any,
) -> None:
    verb = EVENT_OF[to]
    states.move(row, to, actor=actor, at=at, reason=reason, verb=verb, locked=True, **changes)
    events.announce(verb, row, salesperson=row.salesperson_id)
