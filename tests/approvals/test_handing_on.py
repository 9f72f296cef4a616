"""Handing over, adding signers and readers, recalling, limits of time."""

from datetime import date, datetime, timedelta

import pytest

from accounts.factories import UserFactory
from approvals.enums import Place, Verdict
from approvals.factories import FRIDAY_MORNING as AT
from approvals.models import Request
from approvals.services import (
    deadlines_recount,
    request_add_reader,
    request_add_signer,
    request_approve,
    request_comment,
    request_drop_signer,
    request_hand_over,
    request_mark_read,
    request_recall,
    request_return,
    requests_approve,
    requests_escalate,
    requests_remind,
)
from core.clock import SHANGHAI
from core.errors import BusinessError, NotAllowed
from core.models import CalendarDay


def refused(command, **facts):
    with pytest.raises(BusinessError) as refusal:
        command(at=AT, **facts)
    return refusal.value


def waiting(request):
    return sorted(task.person.username for task in request.assignments.waiting())


@pytest.fixture
def to_fang(a_flow, ask, li_min, fang_wen):
    a_flow({"role": "sales_manager", "hours": 4})
    return ask(li_min)


def test_who_takes_it_over_signs_instead(to_fang, fang_wen, gu_mingyuan):
    request_hand_over(actor=fang_wen, approval=to_fang, to=gu_mingyuan, at=AT)
    assert waiting(to_fang) == ["gu_mingyuan"]
    assert isinstance(refused(request_approve, actor=fang_wen, approval=to_fang), NotAllowed)
    request_approve(actor=gu_mingyuan, approval=to_fang, at=AT)
    to_fang.refresh_from_db()
    assert to_fang.status == "approved"


def test_nobody_hands_over_to_the_maker_or_to_who_left(to_fang, fang_wen, li_min):
    facts = {"actor": fang_wen, "approval": to_fang}
    assert refused(request_hand_over, **facts, to=li_min).code == "two_pairs"
    gone = UserFactory(is_active=False)
    assert refused(request_hand_over, **facts, to=gone).code == "signer"


def test_nobody_signs_a_step_of_several_twice(a_flow, ask, li_min):
    one, other = UserFactory(roles=["executive"]), UserFactory(roles=["executive"])
    a_flow({"role": "executive", "needs_all": True})
    request = ask(li_min)
    request_approve(actor=one, approval=request, at=AT)

    refusal = refused(request_hand_over, actor=other, approval=request, to=one)

    assert refusal.field == "to"
    assert waiting(request) == [other.username]


def test_a_signer_before_me_signs_first_and_then_it_is_my_turn(to_fang, fang_wen, sun_xiaoyan):
    request_add_signer(
        actor=fang_wen, approval=to_fang, signer=sun_xiaoyan, place=Place.BEFORE, at=AT
    )
    assert waiting(to_fang) == ["sun_xiaoyan"]
    request_approve(actor=sun_xiaoyan, approval=to_fang, at=AT)
    assert waiting(to_fang) == ["fang_wen"]
    request_approve(actor=fang_wen, approval=to_fang, at=AT)
    to_fang.refresh_from_db()
    assert (to_fang.status, to_fang.decided_by) == ("approved", fang_wen)


def test_a_signer_after_me_signs_when_i_have(to_fang, fang_wen, sun_xiaoyan):
    request_add_signer(
        actor=fang_wen, approval=to_fang, signer=sun_xiaoyan, place=Place.AFTER, at=AT
    )
    assert waiting(to_fang) == ["fang_wen"]
    request_approve(actor=fang_wen, approval=to_fang, at=AT)
    assert waiting(to_fang) == ["sun_xiaoyan"]


def test_of_all_who_have_to_sign_one_may_ask_somebody_first(a_flow, ask, li_min, sun_xiaoyan):
    one, other = UserFactory(roles=["executive"]), UserFactory(roles=["executive"])
    a_flow({"role": "executive", "needs_all": True})
    request = ask(li_min)
    request_approve(actor=one, approval=request, at=AT)
    facts = {"approval": request, "signer": sun_xiaoyan, "place": Place.BEFORE}
    request_add_signer(actor=other, at=AT, **facts)
    request_approve(actor=sun_xiaoyan, approval=request, at=AT)
    assert waiting(request) == [other.username]


def test_a_signature_is_recalled_while_nobody_after_has_acted(
    a_flow, ask, li_min, chen_zhiqiang, fang_wen
):
    a_flow("regional_manager", "sales_manager")
    request = ask(li_min)
    request_approve(actor=chen_zhiqiang, approval=request, at=AT)
    assert isinstance(refused(request_recall, actor=fang_wen, approval=request), NotAllowed)
    request_recall(actor=chen_zhiqiang, approval=request, reason="看错了", at=AT)
    assert waiting(request) == ["chen_zhiqiang"]
    request_return(actor=chen_zhiqiang, approval=request, reason="价格不对", at=AT)
    assert refused(request_recall, actor=chen_zhiqiang, approval=request).code == "decided"


def test_once_the_next_has_acted_it_is_too_late(a_flow, ask, li_min, chen_zhiqiang, fang_wen):
    a_flow("regional_manager", "sales_manager")
    request = ask(li_min)
    request_approve(actor=chen_zhiqiang, approval=request, at=AT)
    request_hand_over(actor=fang_wen, approval=request, to=UserFactory(), at=AT)
    assert refused(request_recall, actor=chen_zhiqiang, approval=request).code == "nothing"


def test_readers_see_it_and_are_known_to_have_read(to_fang, li_min, wang_jianguo):
    assert not Request.objects.visible_to(wang_jianguo).exists()
    request_add_reader(actor=li_min, approval=to_fang, people=[wang_jianguo], at=AT)
    assert Request.objects.visible_to(wang_jianguo).get() == to_fang
    assert request_mark_read(actor=wang_jianguo, approval=to_fang, at=AT)
    assert not request_mark_read(actor=wang_jianguo, approval=to_fang, at=AT)
    request_comment(actor=wang_jianguo, approval=to_fang, comment="急", at=AT)
    assert (
        refused(request_add_reader, actor=li_min, approval=to_fang, people=[wang_jianguo]).code
        == "nothing"
    )


def test_whom_it_does_not_concern_says_nothing(to_fang, zhao_lei):
    facts = {"actor": zhao_lei, "approval": to_fang, "comment": "?"}
    assert isinstance(refused(request_comment, **facts), NotAllowed)


def test_several_are_signed_at_once_and_each_refusal_is_said(a_flow, ask, li_min, fang_wen):
    a_flow("sales_manager")
    first, second = ask(li_min), ask(li_min)
    request_approve(actor=fang_wen, approval=first, at=AT)
    done, sentences = requests_approve(actor=fang_wen, pks=[first.pk, second.pk], at=AT)
    assert (done, len(sentences)) == (1, 1)


def clock(hour, minute=0, day=20):
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)


def test_limits_count_working_hours(to_fang):
    """Asked at nine on Friday: four hours, the noon break aside, end at half past two."""
    assert to_fang.due_at == clock(14, 30)
    assert to_fang.assignments.get().remind_at == clock(12)


def test_a_day_that_becomes_a_holiday_moves_the_limit_also_where_lists_read_it(to_fang):
    CalendarDay.objects.update_or_create(
        on=date(2026, 11, 20), defaults={"is_working": False, "name": "临时放假"}
    )

    assert deadlines_recount(year=2026) == 1

    to_fang.refresh_from_db()
    assert to_fang.assignments.get().due_at == clock(14, day=23)
    assert to_fang.due_at == to_fang.assignments.get().due_at


def test_a_reminder_comes_once_with_a_quarter_of_the_time_left(to_fang):
    assert requests_remind(at=clock(11, 59)) == 0
    assert requests_remind(at=clock(12)) == 1
    assert requests_remind(at=clock(12, 10)) == 0


def test_after_the_limit_the_superior_is_asked_too_once(to_fang, fang_wen, gu_mingyuan):
    fang_wen.superior = gu_mingyuan
    fang_wen.save()
    assert requests_escalate(at=clock(14, 29)) == 0
    assert requests_escalate(at=clock(14, 30)) == 1
    assert requests_escalate(at=clock(14, 40)) == 0
    assert waiting(to_fang) == ["fang_wen", "gu_mingyuan"]
    assert to_fang.decisions.filter(verdict=Verdict.ESCALATED).count() == 1
    request_approve(actor=gu_mingyuan, approval=to_fang, at=clock(15))
    to_fang.refresh_from_db()
    assert (to_fang.status, waiting(to_fang)) == ("approved", [])


def test_where_all_sign_the_superior_stands_for_the_late_one_only(a_flow, ask, li_min, xu_jing):
    one = UserFactory(roles=["executive"], superior=xu_jing)
    other = UserFactory(roles=["executive"])
    a_flow({"role": "executive", "needs_all": True, "hours": 1})
    request = ask(li_min)
    request_approve(actor=other, approval=request, at=AT)
    requests_escalate(at=AT + timedelta(days=3))
    assert waiting(request) == sorted([one.username, "xu_jing"])
    request_approve(actor=xu_jing, approval=request, at=AT + timedelta(days=3))
    request.refresh_from_db()
    assert request.status == "approved"


def test_the_maker_is_never_called_in_as_the_superior(a_flow, ask, li_min, fang_wen, gu_mingyuan):
    li_min.superior = gu_mingyuan
    li_min.save()
    fang_wen.superior = li_min
    fang_wen.save()
    a_flow({"role": "sales_manager", "hours": 1})
    request = ask(li_min)
    requests_escalate(at=AT + timedelta(days=3))
    assert waiting(request) == ["fang_wen", "gu_mingyuan"]


def added(request):
    return request.steps.exclude(added_by=None).get()


def test_an_added_signer_is_taken_back_and_it_is_my_turn_again(to_fang, fang_wen, sun_xiaoyan):
    facts = {"actor": fang_wen, "approval": to_fang}
    request_add_signer(signer=sun_xiaoyan, place=Place.BEFORE, at=AT, **facts)

    request_drop_signer(step=added(to_fang), at=AT, comment="选错了人", **facts)

    assert waiting(to_fang) == ["fang_wen"]
    assert isinstance(refused(request_approve, actor=sun_xiaoyan, approval=to_fang), NotAllowed)
    line = to_fang.decisions.last()
    assert (line.verdict, line.comment, line.note) == (
        Verdict.SIGNER_DROPPED,
        "选错了人",
        str(sun_xiaoyan),
    )
    assert refused(request_drop_signer, step=added(to_fang), **facts).field == "step"


def test_a_signer_to_come_is_taken_back_and_stays_so_when_i_recall(
    a_flow, ask, li_min, fang_wen, gu_mingyuan, sun_xiaoyan
):
    a_flow("sales_manager", {"person": gu_mingyuan})
    request = ask(li_min)
    facts = {"actor": fang_wen, "approval": request}
    request_add_signer(signer=sun_xiaoyan, place=Place.AFTER, at=AT, **facts)
    request_drop_signer(step=added(request), at=AT, **facts)
    assert waiting(request) == ["fang_wen"]

    request_approve(at=AT, **facts)
    assert waiting(request) == ["gu_mingyuan"]
    request_recall(at=AT, **facts)
    request_approve(at=AT, **facts)

    assert waiting(request) == ["gu_mingyuan"]


def test_who_signed_already_approves_by_taking_the_last_signer_back(to_fang, fang_wen, sun_xiaoyan):
    facts = {"actor": fang_wen, "approval": to_fang}
    request_add_signer(signer=sun_xiaoyan, place=Place.AFTER, at=AT, **facts)
    request_approve(at=AT, **facts)
    request_drop_signer(step=added(to_fang), at=AT, **facts)
    to_fang.refresh_from_db()
    assert (to_fang.status, to_fang.decided_by, waiting(to_fang)) == ("approved", fang_wen, [])


def test_only_who_added_takes_back_and_only_while_unsigned(
    a_flow, ask, li_min, fang_wen, gu_mingyuan, sun_xiaoyan
):
    a_flow("sales_manager", {"person": gu_mingyuan})
    request = ask(li_min)
    own = request.steps.earliest("position")
    facts = {"actor": fang_wen, "approval": request}
    request_add_signer(signer=sun_xiaoyan, place=Place.BEFORE, at=AT, **facts)
    step = added(request)
    assert refused(request_drop_signer, step=own, **facts).code == "nothing"
    other = {"actor": gu_mingyuan, "approval": request}
    assert refused(request_drop_signer, step=step, **other).code == "nothing"
    request_approve(actor=sun_xiaoyan, approval=request, at=AT)
    assert refused(request_drop_signer, step=step, **facts).code == "nothing"
    assert waiting(request) == ["fang_wen"]
