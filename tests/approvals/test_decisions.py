"""Approving, returning, rejecting; who may, and what becomes of the request."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.factories import DeputyFactory, UserFactory
from approvals.enums import Outcome, RequestStatus, Verdict
from approvals.factories import FRIDAY_MORNING as AT
from approvals.models import Assignment, Decision
from approvals.services import (
    request_approve,
    request_decided,
    request_reject,
    request_resubmit,
    request_return,
    request_withdraw,
)
from core.audit import protection
from core.errors import BusinessError, NotAllowed

S = RequestStatus


def refused(command, **facts):
    with pytest.raises(BusinessError) as refusal:
        command(at=AT, **facts)
    return refusal.value


def waiting(request):
    return [task.person.username for task in request.assignments.waiting()]


def trail(request):
    return list(request.decisions.values_list("verdict", flat=True))


@pytest.fixture
def two_steps(a_flow):
    return a_flow("regional_manager", "sales_manager")


@pytest.mark.usefixtures("two_steps")
def test_the_steps_are_signed_in_turn_and_the_last_one_approves(
    ask, li_min, chen_zhiqiang, fang_wen
):
    request = ask(li_min, reason="新办公室")
    assert (request.status, request.step_name, request.waits_for) == (S.WAITING, "第1步", "陈志强")
    request_approve(actor=chen_zhiqiang, approval=request, at=AT)
    request.refresh_from_db()
    assert (request.status, request.step_name, request.waits_for) == (S.WAITING, "第2步", "方文")
    request_approve(actor=fang_wen, approval=request, comment="同意", at=AT)
    request.refresh_from_db()
    assert (request.status, request.decided_by, request.waits_for) == (S.APPROVED, fang_wen, "")
    assert trail(request) == ["submitted", "approved", "approved"]


@pytest.mark.usefixtures("two_steps")
def test_who_is_not_asked_does_not_decide(ask, li_min, chen_zhiqiang, fang_wen):
    request = ask(li_min)
    refusal = refused(request_approve, actor=fang_wen, approval=request)
    assert isinstance(refusal, NotAllowed)
    assert "陈志强" in str(refusal)
    assert waiting(request) == ["chen_zhiqiang"]


def test_nobody_approves_their_own_by_service(a_flow, ask, fang_wen, gu_mingyuan):
    a_flow("executive")
    request = ask(fang_wen)
    assert refused(request_approve, actor=fang_wen, approval=request).code == "two_pairs"


def test_nobody_approves_their_own_by_constraint(a_flow, ask, fang_wen, gu_mingyuan):
    a_flow("executive")
    request = ask(fang_wen)
    task = request.assignments.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            request=request, maker=fang_wen, decided_by=fang_wen, verdict="approved", at=AT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.filter(pk=task.pk).update(person=fang_wen)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(request).objects.filter(pk=request.pk).update(status="approved", decided_by=fang_wen)


def test_one_of_any_is_enough_and_the_others_are_asked_no_longer(a_flow, ask, li_min):
    one, other = UserFactory(roles=["executive"]), UserFactory(roles=["executive"])
    a_flow("executive")
    request = ask(li_min)
    request_approve(actor=other, approval=request, at=AT)
    request.refresh_from_db()
    assert request.status == S.APPROVED
    assert request.assignments.get(person=one).outcome == Outcome.SUPERSEDED


def test_all_of_them_have_to_sign_where_the_flow_says_so(a_flow, ask, li_min):
    one, other = UserFactory(roles=["executive"]), UserFactory(roles=["executive"])
    a_flow({"role": "executive", "needs_all": True})
    request = ask(li_min)
    request_approve(actor=other, approval=request, at=AT)
    assert waiting(request) == [one.username]
    request_approve(actor=one, approval=request, at=AT)
    request.refresh_from_db()
    assert request.status == S.APPROVED


@pytest.mark.usefixtures("two_steps")
def test_a_return_leads_to_the_maker_who_mends_and_asks_again(ask, li_min, chen_zhiqiang, fang_wen):
    request = ask(li_min, values={"times": 1}, digest="old")
    request_return(actor=chen_zhiqiang, approval=request, reason="写清楚", at=AT)
    request.refresh_from_db()
    assert (request.status, waiting(request)) == (S.RETURNED, [])
    request_resubmit(actor=li_min, approval=request, values={"times": 2}, digest="new", at=AT)
    request.refresh_from_db()
    assert (request.status, request.round, request.digest) == (S.WAITING, 2, "new")
    assert request.values == {"times": 2}
    assert waiting(request) == ["chen_zhiqiang"]
    assert trail(request) == ["submitted", "returned", "submitted"]


@pytest.mark.usefixtures("two_steps")
def test_only_the_maker_asks_again(ask, li_min, zhang_lan, chen_zhiqiang, fang_wen):
    request = ask(li_min)
    request_return(actor=chen_zhiqiang, approval=request, reason="写清楚", at=AT)
    assert isinstance(refused(request_resubmit, actor=zhang_lan, approval=request), NotAllowed)


@pytest.mark.usefixtures("two_steps")
def test_a_return_to_an_earlier_step_has_it_signed_again(ask, li_min, chen_zhiqiang, fang_wen):
    request = ask(li_min)
    request_approve(actor=chen_zhiqiang, approval=request, at=AT)
    first = request.steps.first()
    request_return(actor=fang_wen, approval=request, reason="再看", to_step=first, at=AT)
    request.refresh_from_db()
    assert (request.status, waiting(request)) == (S.WAITING, ["chen_zhiqiang"])
    request_approve(actor=chen_zhiqiang, approval=request, at=AT)
    request_approve(actor=fang_wen, approval=request, at=AT)
    request.refresh_from_db()
    assert request.status == S.APPROVED


@pytest.mark.usefixtures("two_steps")
def test_a_later_step_is_no_place_to_return_to(ask, li_min, chen_zhiqiang, fang_wen):
    request = ask(li_min)
    last = request.steps.last()
    facts = {"actor": chen_zhiqiang, "approval": request, "reason": "?", "to_step": last}
    assert refused(request_return, **facts).field == "to_step"


@pytest.mark.usefixtures("two_steps")
def test_a_rejection_ends_it_and_needs_a_reason(ask, li_min, chen_zhiqiang, fang_wen):
    request = ask(li_min)
    assert (
        refused(request_reject, actor=chen_zhiqiang, approval=request, reason=" ").code == "reason"
    )
    request_reject(actor=chen_zhiqiang, approval=request, reason="不需要", at=AT)
    request.refresh_from_db()
    assert (request.status, request.decided_by) == (S.REJECTED, chen_zhiqiang)
    assert refused(request_approve, actor=chen_zhiqiang, approval=request).code == "decided"


@pytest.mark.usefixtures("two_steps")
def test_the_maker_withdraws(ask, li_min, zhang_lan, chen_zhiqiang, fang_wen):
    request = ask(li_min)
    assert isinstance(refused(request_withdraw, actor=zhang_lan, approval=request), NotAllowed)
    request_withdraw(actor=li_min, approval=request, at=AT)
    request.refresh_from_db()
    assert (request.status, waiting(request)) == (S.WITHDRAWN, [])
    assert ask(li_min, subject=request.subject).status == S.WAITING


def test_a_deputy_signs_in_place_of_who_is_away(a_flow, ask, li_min, fang_wen, zhou_ting):
    DeputyFactory(
        principal=fang_wen, deputy=zhou_ting, from_on=date(2026, 11, 20), to_on=date(2026, 11, 20)
    )
    a_flow("sales_manager")
    request = ask(li_min)
    tomorrow = AT + timedelta(days=1)
    with pytest.raises(NotAllowed):
        request_approve(actor=zhou_ting, approval=request, at=tomorrow)
    request_approve(actor=zhou_ting, approval=request, at=AT)
    decision = request.decisions.get(verdict=Verdict.APPROVED)
    assert (decision.decided_by, decision.in_place_of) == (zhou_ting, fang_wen)


def test_a_deputy_does_not_sign_what_they_made(a_flow, ask, fang_wen, zhou_ting):
    DeputyFactory(principal=fang_wen, deputy=zhou_ting)
    a_flow("sales_manager")
    request = ask(zhou_ting)
    assert refused(request_approve, actor=zhou_ting, approval=request).code == "two_pairs"


def test_the_app_of_the_record_carries_out_or_refuses(
    a_flow, ask, li_min, fang_wen, trial, monkeypatch
):
    a_flow("sales_manager")
    request = ask(li_min)
    told = []

    def carry_out(*, approval, outcome, actor, at, reason):
        told.append((outcome, actor, reason))
        if reason == "超出":
            raise BusinessError("Not possible any more.")

    monkeypatch.setattr(request_decided, "_receivers", [carry_out])
    refused(request_approve, actor=fang_wen, approval=request, comment="超出")
    request.refresh_from_db()
    assert request.status == S.WAITING
    assert trail(request) == ["submitted"]
    request_approve(actor=fang_wen, approval=request, comment="好", at=AT)
    assert told == [("approved", fang_wen, "超出"), ("approved", fang_wen, "好")]


@pytest.mark.django_db
def test_the_trail_is_only_ever_added_to(a_flow, ask, li_min, fang_wen):
    a_flow("sales_manager")
    entry = ask(li_min).decisions.get()
    for change in (entry.save, entry.delete, Decision.objects.all().delete):
        with pytest.raises(TypeError):
            change()


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["UPDATE {} SET comment = ''", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_trail_of_a_request(
    statement, a_flow, ask, li_min, fang_wen
):
    a_flow("sales_manager")
    ask(li_min)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(Decision._meta.db_table))
    assert Decision._meta.db_table in protection.protected_tables()
    assert Decision.objects.count() == 1
