"""Whom a flow asks: roles, persons, superiors, heads; conditions; nobody; nobody twice."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.factories import DepartmentFactory, UserFactory
from approvals.enums import Scope, SignerKind, Verdict
from approvals.factories import FRIDAY_MORNING as AT
from approvals.models import FlowStep
from approvals.selectors import preview
from approvals.selectors.signers import Circumstances
from approvals.services import flow_publish, request_approve
from core.errors import BusinessError


def asked(version, maker, **facts):
    """The names by step, as the preview says them."""
    if "amount" in facts:
        facts["amount"] = Decimal(facts["amount"])
    found = preview(version.steps, Circumstances(maker, **facts))
    return {step.name: [person.username for person in who.people] for step, who in found}


def test_a_role_everywhere_in_the_region_or_in_the_department(
    a_flow, li_min, chen_zhiqiang, east_china, central_china, zhang_lan
):
    version = a_flow(
        {"role": "regional_manager", "name": "片区", "scope": Scope.REGION},
        {"role": "assistant", "name": "部门", "scope": Scope.DEPARTMENT},
    )
    li_min.superior = zhang_lan
    li_min.save()
    assert asked(version, li_min, region_id=east_china.pk) == {
        "片区": ["chen_zhiqiang"],
        "部门": ["zhang_lan"],
    }
    assert asked(version, li_min, region_id=central_china.pk)["片区"] == ["zhang_lan"]


def test_a_person_the_superior_and_the_head_of_the_department(a_flow, li_min, fang_wen, xu_jing):
    department = li_min.department
    department.head = xu_jing
    department.save()
    li_min.superior = fang_wen
    li_min.save()
    version = a_flow(
        {"person": xu_jing, "name": "指定"},
        {"signer": SignerKind.SUPERIOR, "role": "", "name": "上级"},
        {"signer": SignerKind.HEAD, "role": "", "name": "部门"},
    )
    assert asked(version, li_min) == {
        "指定": ["xu_jing"],
        "上级": ["fang_wen"],
        "部门": ["xu_jing"],
    }


@pytest.mark.parametrize(
    ("amount", "steps"),
    [("50000.00", ["小"]), ("50000.01", ["大"]), ("49999.99", ["小"])],
)
def test_amounts_decide_which_step_is_asked(a_flow, li_min, fang_wen, amount, steps):
    version = a_flow(
        {"role": "sales_manager", "name": "小", "up_to_amount": Decimal(50000)},
        {"role": "sales_manager", "name": "大", "over_amount": Decimal(50000)},
    )
    assert list(asked(version, li_min, amount=amount)) == steps


def test_departments_and_fields_decide_too(a_flow, li_min, he_ping, fang_wen):
    version = a_flow(
        {"role": "sales_manager", "name": "部门", "departments": [he_ping.department]},
        {"role": "sales_manager", "name": "急", "field": "urgent", "value": "yes"},
        {
            "role": "sales_manager",
            "name": "常",
            "field": "times",
            "comparison": "over",
            "value": "2",
        },
        {"role": "sales_manager", "name": "含", "field": "kinds", "value": "credit"},
    )
    facts = {"department_id": he_ping.department_id}
    assert list(asked(version, li_min, **facts, values={"times": 2})) == ["部门"]
    values = {"urgent": True, "times": 3, "kinds": ["credit", "floor_price"]}
    assert list(asked(version, li_min, values=values)) == ["急", "常", "含"]


def test_a_role_only_the_maker_holds_goes_to_the_superior_and_says_so(
    a_flow, ask, fang_wen, gu_mingyuan
):
    fang_wen.superior = gu_mingyuan
    fang_wen.save()
    a_flow("sales_manager")
    request = ask(fang_wen)
    task = request.assignments.get()
    assert task.person == gu_mingyuan
    assert "顾明远" in task.note
    assert request.decisions.get(verdict=Verdict.REROUTED).note == task.note


def test_who_left_is_not_asked(a_flow, li_min, fang_wen):
    other = UserFactory(roles=["sales_manager"], is_active=False)
    assert other.username not in asked(a_flow("sales_manager"), li_min)["第1步"]


def test_where_nobody_could_ever_sign_nothing_is_submitted(a_flow, ask, li_min, fang_wen):
    a_flow("sales_manager", "executive")
    with pytest.raises(BusinessError, match="第2步") as refusal:
        ask(li_min)
    assert refusal.value.code == "nobody"


def test_a_flow_of_which_no_step_applies_approves_nothing(a_flow, ask, li_min, fang_wen):
    a_flow({"role": "sales_manager", "over_amount": Decimal(100)})
    with pytest.raises(BusinessError) as refusal:
        ask(li_min, amount="99.00")
    assert refusal.value.code == "no_step"


def test_without_an_active_flow_nothing_is_submitted(a_flow, ask, li_min, fang_wen):
    a_flow("sales_manager", is_active=False)
    with pytest.raises(BusinessError) as refusal:
        ask(li_min)
    assert refusal.value.code == "no_flow"


def test_nobody_signs_twice(a_flow, ask, li_min, fang_wen, gu_mingyuan):
    a_flow("sales_manager", {"person": fang_wen}, "executive", "sales_manager")
    request = ask(li_min)
    request_approve(actor=fang_wen, approval=request, at=AT)
    request_approve(actor=gu_mingyuan, approval=request, at=AT)
    request.refresh_from_db()
    assert request.status == "approved"
    skipped = request.decisions.filter(verdict=Verdict.SKIPPED)
    assert [line.step.name for line in skipped] == ["第2步", "第4步"]


def test_unless_the_flow_wants_it(a_flow, ask, li_min, fang_wen):
    a_flow("sales_manager", {"person": fang_wen}, skips_repeated=False)
    request = ask(li_min)
    request_approve(actor=fang_wen, approval=request, at=AT)
    request.refresh_from_db()
    assert (request.status, request.step_name) == ("waiting", "第2步")


def test_a_flow_changed_later_does_not_touch_what_is_under_way(
    a_flow, ask, li_min, fang_wen, gu_mingyuan
):
    version = a_flow("sales_manager")
    request = ask(li_min)
    FlowStep.objects.create(flow=version.flow, position=9, name="加", role="executive")
    newer = flow_publish(actor=None, flow=version.flow, at=AT)
    assert (newer.number, flow_publish(actor=None, flow=version.flow, at=AT)) == (2, newer)
    request_approve(actor=fang_wen, approval=request, at=AT)
    request.refresh_from_db()
    assert request.status == "approved"
    assert ask(li_min).steps.count() == 2


def test_the_same_is_not_asked_twice_at_once(a_flow, ask, li_min, zhang_lan, fang_wen):
    a_flow("sales_manager")
    department = DepartmentFactory()
    ask(li_min, subject=department)
    with pytest.raises(BusinessError) as refusal:
        ask(zhang_lan, subject=department)
    assert refusal.value.code == "under_approval"


@pytest.mark.parametrize(("signer", "field"), [("role", "role"), ("person", "person")])
def test_a_step_that_names_nobody_is_refused_at_its_field(signer, field):
    with pytest.raises(ValidationError) as refusal:
        FlowStep(signer=signer).clean()

    assert list(refusal.value.message_dict) == [field]
