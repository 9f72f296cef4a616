"""The issue log."""

from datetime import date

import pytest

from core.errors import BusinessError
from core.models import AuditEntry
from orders.enums import IssueKind, IssueStatus
from orders.factories import MORNING, draft_order, released_order
from orders.services import issue_open, issue_solve, issue_tell

pytestmark = pytest.mark.usefixtures("second_pairs")


@pytest.fixture
def facts(li_min, zhang_lan, he_ping):
    return {
        "actor": li_min,
        "order": released_order(actor=li_min, second=zhang_lan),
        "kind": IssueKind.DELAY,
        "description": "电机晚到",
        "owner": he_ping,
        "due_on": date(2026, 11, 24),
        "at": MORNING,
    }


def test_an_issue_has_number_owner_and_limit_and_shows_on_the_order(facts):
    issue = issue_open(**facts)
    assert issue.number == "YC-202611-0001"
    assert issue.status == IssueStatus.OPEN
    entry = AuditEntry.objects.filter(verb="orders.issue_opened").get()
    assert entry.subject_id == facts["order"].pk


def test_an_issue_is_solved_once(facts, zhou_ting):
    issue = issue_open(**facts)
    solved = issue_solve(actor=zhou_ting, issue=issue, solution="改用库存电机", at=MORNING)
    assert (solved.status, solved.solution) == (IssueStatus.SOLVED, "改用库存电机")
    with pytest.raises(BusinessError):
        issue_solve(actor=zhou_ting, issue=issue, solution="又一次", at=MORNING)


def test_who_was_told_is_kept_once(facts, li_min, zhou_ting):
    issue = issue_open(**facts)
    issue = issue_tell(actor=li_min, issue=issue, at=MORNING, salesperson=True)
    assert (issue.told_salesperson_at, issue.told_customer_at) == (MORNING, None)
    later = MORNING.replace(hour=11)
    issue = issue_tell(actor=zhou_ting, issue=issue, at=later, salesperson=True, customer=True)
    assert (issue.told_salesperson_at, issue.told_customer_at) == (MORNING, later)


def test_a_limit_in_the_past_and_a_draft_are_refused(facts, li_min):
    with pytest.raises(BusinessError) as refusal:
        issue_open(**{**facts, "due_on": date(2026, 11, 19)})
    assert refusal.value.field == "due_on"
    with pytest.raises(BusinessError) as refusal:
        issue_open(**{**facts, "order": draft_order(actor=li_min)})
    assert refusal.value.field == "order"
