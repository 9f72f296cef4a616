"""Build a report, and freeze it so that its figures can be read again for ever."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events
from core.clock import business_date
from core.errors import BusinessError
from core.rights import demand
from orders.selectors.figures import Money
from orders.services.facts import facts_refresh
from reports.enums import Event, GroupKey
from reports.models import Report
from reports.selectors import Question, answer, digest_of

FROZEN_GROUPS = (
    GroupKey.SALESPERSON,
    GroupKey.REGION,
    GroupKey.CATEGORY,
    GroupKey.CUSTOMER_CLASS,
)


def report_build(*, question: Question) -> dict[str, Any]:
    """The figures asked for, over facts made fresh first. Writes nothing but those facts."""
    facts_refresh()
    return answer(question)


@transaction.atomic
def report_freeze(
    *,
    actor: User | None,
    question: Question,
    at: datetime,
    due_at: datetime | None = None,
    is_caught_up: bool = False,
) -> Report:
    """Keep a period's figures with their digest; the same period is frozen once.

    Asked again, by a repeated or killed run, it returns the report that stands.
    """
    demand(actor, "reports.revise_report")
    span = question.spans()["current"]
    standing = standing_report(question)
    if standing:
        return standing
    figures = _whole(replace(question, today=business_date(at)))
    try:
        with transaction.atomic():
            report = Report.objects.create(
                **_identity(question, span),
                amount=Decimal(figures["totals"]["amount"]),
                figures=figures,
                digest=digest_of(figures),
                due_at=due_at,
                frozen_at=at,
                is_caught_up=is_caught_up,
            )
    except IntegrityError:
        return Report.objects.get(**_identity(question, span), revision=1)
    audit.record(actor=actor, verb=Event.REPORT_FROZEN, subject=report, at=at)
    events.announce(Event.REPORT_FROZEN, report)
    return report


@transaction.atomic
def report_revise(*, actor: User, report: Report, reason: str, at: datetime) -> Report:
    """Freeze the same period again as the next revision; the earlier one stays as it was.

    Refused without a reason, and when nothing has changed.
    """
    demand(actor, "reports.revise_report", report)
    if not reason.strip():
        raise BusinessError(_("Say why the report is corrected."), field="reason")
    revised = next_revision(actor=actor, report=report, reason=reason.strip(), at=at)
    if revised is None:
        raise BusinessError(_("The figures are the same as in the last revision."))
    return revised


def next_revision(
    *, actor: User | None, report: Report, reason: str, at: datetime, due_at: datetime | None = None
) -> Report | None:
    """Freeze a report's period once more; ``None`` when the last revision says the same."""
    question = Question(
        kind=report.kind,
        on=report.to_on,
        basis=report.basis,
        includes_tax=report.includes_tax,
        includes_returns=report.includes_returns,
        today=business_date(at),
    )
    identity = _identity(question, (report.from_on, report.to_on))
    last = Report.objects.select_for_update().filter(**identity).latest("revision")
    figures = _whole(question)
    if digest_of(figures) == last.digest:
        return None
    revised = Report.objects.create(
        **identity,
        revision=last.revision + 1,
        revision_reason=reason,
        amount=Decimal(figures["totals"]["amount"]),
        figures=figures,
        digest=digest_of(figures),
        due_at=due_at,
        frozen_at=at,
    )
    audit.record(actor=actor, verb=Event.REPORT_REVISED, subject=revised, at=at, reason=reason)
    events.announce(Event.REPORT_REVISED, revised)
    return revised


def _whole(question: Question) -> dict[str, Any]:
    """The totals and every grouping that a frozen report keeps."""
    facts_refresh()
    money = Money(question.measure, FROZEN_GROUPS)
    head = answer(replace(question, by=()), money)
    head.pop("digest")
    sections = {
        key.value: answer(replace(question, by=(key.value,)), money)["groups"]
        for key in FROZEN_GROUPS
    }
    return {**head, "sections": sections}


def standing_report(question: Question) -> Report | None:
    """The last revision of what answers the question, if it was ever frozen."""
    span = question.spans()["current"]
    return Report.objects.filter(**_identity(question, span)).order_by("-revision").first()


def _identity(question: Question, span: tuple[date, date]) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "from_on": span[0],
        "to_on": span[1],
        "basis": question.basis,
        "includes_tax": question.includes_tax,
        "includes_returns": question.includes_returns,
    }


def is_intact(report: Report) -> bool:
    """Whether the frozen figures still have their digest."""
    return digest_of(report.figures) == report.digest
