"""The issue log."""

from datetime import date

import pytest
from django.urls import reverse

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
    entries = AuditEntry.objects.filter(verb="orders.issue_opened").order_by("id")
    about = [(entry.subject_type.model, entry.subject_id, entry.reason) for entry in entries]
    assert about == [
        ("orderissue", issue.pk, "电机晚到"),
        ("order", facts["order"].pk, "YC-202611-0001: 电机晚到"),
    ]


def test_an_issue_is_solved_once(facts, zhou_ting):
    issue = issue_open(**facts)
    solved = issue_solve(actor=zhou_ting, issue=issue, solution="改用库存电机", at=MORNING)
    assert (solved.status, solved.solution) == (IssueStatus.SOLVED, "改用库存电机")
    with pytest.raises(BusinessError):
        issue_solve(actor=zhou_ting, issue=issue, solution="又一次", at=MORNING)


def test_each_telling_is_kept_with_channel_and_words(facts, li_min, zhou_ting):
    issue = issue_open(**facts)
    phone = {"channel": "phone", "words": "晚两天"}
    issue_tell(actor=li_min, issue=issue, at=MORNING, salesperson=True, **phone)
    issue.refresh_from_db()
    assert (issue.told_salesperson_at, issue.told_customer_at) == (MORNING, None)
    later = MORNING.replace(hour=11)
    chat = {"channel": "wechat", "words": "周四发货", "salesperson": True, "customer": True}
    issue_tell(actor=zhou_ting, issue=issue, at=later, **chat)
    issue.refresh_from_db()
    assert (issue.told_salesperson_at, issue.told_customer_at) == (MORNING, later)
    rows = issue.tellings.values_list("told", "channel", "words", "told_by__username", "told_at")
    assert list(rows) == [
        ("salesperson", "phone", "晚两天", "li_min", MORNING),
        ("salesperson", "wechat", "周四发货", "zhou_ting", later),
        ("customer", "wechat", "周四发货", "zhou_ting", later),
    ]
    entries = AuditEntry.objects.filter(verb="orders.issue_told").order_by("id")
    assert [entry.reason for entry in entries] == ["晚两天", "周四发货"]


def test_a_telling_to_nobody_is_refused(facts, li_min):
    issue = issue_open(**facts)
    with pytest.raises(BusinessError) as refusal:
        issue_tell(actor=li_min, issue=issue, channel="phone", words="晚两天", at=MORNING)
    assert refusal.value.code == "nobody"
    assert not issue.tellings.exists()


def test_the_issue_shows_what_was_said(facts, li_min, li_min_client):
    issue = issue_open(**facts)
    typed = {"customer": "on", "channel": "email", "words": "改为 12-08 交货"}
    told = li_min_client.post(reverse("orders:order_issue_tell", args=[issue.pk]), typed)
    assert told.status_code == 302
    page = li_min_client.get(reverse("orders:order_issue_detail", args=[issue.pk]))
    assert "改为 12-08 交货" in page.content.decode()


def test_a_limit_in_the_past_and_a_draft_are_refused(facts, li_min):
    with pytest.raises(BusinessError) as refusal:
        issue_open(**{**facts, "due_on": date(2026, 11, 19)})
    assert refusal.value.field == "due_on"
    with pytest.raises(BusinessError) as refusal:
        issue_open(**{**facts, "order": draft_order(actor=li_min)})
    assert refusal.value.field == "order"
