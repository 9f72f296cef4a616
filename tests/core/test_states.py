"""One function moves states."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from accounts.models import User
from core import states
from core.errors import BusinessError
from core.models import AuditEntry
from tests.ground.models import Paper

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
Status = Paper.Status


@pytest.fixture
def paper() -> Paper:
    return Paper.objects.create(name="衡阳水电合同", amount=Decimal("12.50"))


def test_a_legal_move_stamps_who_and_when(paper: Paper, li_min: User) -> None:
    states.move(paper, Status.VERIFIED, actor=li_min, at=AT, reason="checked")
    paper.refresh_from_db()
    assert (paper.status, paper.verified_by, paper.verified_at) == ("verified", li_min, AT)
    assert paper.version == 2


def test_a_move_writes_further_changes_and_one_entry(paper: Paper, li_min: User) -> None:
    states.move(
        paper, Status.VERIFIED, actor=li_min, at=AT, reason="checked", amount=Decimal("13.00")
    )
    entry = AuditEntry.objects.about(paper).get()
    assert (entry.verb, entry.actor, entry.at, entry.reason) == ("verified", li_min, AT, "checked")
    assert entry.changes == {"status": ["draft", "verified"], "amount": ["12.50", "13.00"]}
    assert entry.subject_text == "衡阳水电合同"
    assert Paper.objects.get().amount == Decimal("13.00")


def test_a_move_keeps_a_signed_version(paper: Paper, li_min: User) -> None:
    states.move(paper, Status.VERIFIED, actor=li_min, at=AT, reason="checked")
    version = paper.history.order_by("history_id").last()
    assert (version.history_user, version.history_date) == (li_min, AT)
    assert version.history_change_reason == "checked"
    assert version.status == "verified"
    paper.save()
    assert paper.history.order_by("history_id").last().history_user is None


def test_an_illegal_move_names_both_states_and_changes_nothing(paper: Paper, li_min: User) -> None:
    with pytest.raises(BusinessError, match=r"Draft.*Done") as refusal:
        states.move(paper, Status.DONE, actor=li_min, at=AT)
    assert refusal.value.code == "illegal_move"
    paper.refresh_from_db()
    assert (paper.status, paper.version) == ("draft", 1)
    assert not AuditEntry.objects.exists()


def test_a_move_to_where_it_stands_is_refused(paper: Paper, li_min: User) -> None:
    with pytest.raises(BusinessError, match="衡阳水电合同"):
        states.move(paper, Status.DRAFT, actor=li_min, at=AT)


def test_a_move_reads_the_row_again(paper: Paper, li_min: User) -> None:
    Paper.objects.update(status=Status.CANCELLED)
    with pytest.raises(BusinessError, match="Cancelled"):
        states.move(paper, Status.VERIFIED, actor=li_min, at=AT)


def test_a_locked_row_costs_one_write_one_version_and_one_entry(
    paper: Paper, li_min: User, django_assert_num_queries: object
) -> None:
    AuditEntry.objects.about(paper)  # the content type is read once per process
    with django_assert_num_queries(3):  # type: ignore[operator]
        states.move(paper, Status.VERIFIED, actor=li_min, at=AT, locked=True)


def test_two_pairs_of_eyes(li_min: User, zhou_ting: User) -> None:
    states.other_person(zhou_ting, li_min)
    with pytest.raises(BusinessError) as refusal:
        states.other_person(li_min, li_min)
    assert refusal.value.code == "two_pairs"


@pytest.mark.django_db(transaction=True)
def test_a_state_moves_only_inside_a_transaction(li_min: User) -> None:
    paper = Paper.objects.create(name="x")
    with pytest.raises(transaction.TransactionManagementError):
        states.move(paper, Status.VERIFIED, actor=li_min, at=AT)
