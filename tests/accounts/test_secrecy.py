"""The matrix of secrets: which role sees which kind, on which record."""

from types import SimpleNamespace

import pytest

from accounts.enums import RoleCode, Sight
from accounts.factories import UserFactory
from accounts.selectors import ANYWHERE, mask, show, sight
from core import secrecy
from core.secrecy import AMOUNT, BANK, CONTACT, COST, CREDIT

# One letter a kind, in the order amount, cost, credit, contact, bank: Plain, Masked, - nothing.
MATRIX = {
    RoleCode.ASSISTANT: "PPPPP",
    RoleCode.SUPERVISOR: "PPPMM",
    RoleCode.SALESPERSON: "P-PPP",
    RoleCode.REGIONAL_MANAGER: "PPPMM",
    RoleCode.EXECUTIVE: "PPPMM",
    RoleCode.SALES_MANAGER: "PPPMM",
    RoleCode.FINANCE: "PPP-M",
    RoleCode.HR: "---M-",
    RoleCode.FULFILMENT: "---M-",
    RoleCode.AUDITOR: "PPPMM",
    RoleCode.ADMIN: "PPPMM",
    "": "-----",
}
LETTER = {Sight.PLAIN: "P", Sight.MASKED: "M", Sight.NOTHING: "-"}
KINDS = (AMOUNT, COST, CREDIT, CONTACT, BANK)


def record(*, salesperson=None, region=None):
    return SimpleNamespace(
        salesperson_id=salesperson and salesperson.pk, region_id=region and region.pk
    )


def row(user, subject=None):
    return "".join(LETTER[sight(user, kind, subject)] for kind in KINDS)


@pytest.mark.parametrize("role", MATRIX)
def test_what_each_role_sees_of_the_records_it_reaches(role, anyone):
    assert row(anyone(role)) == MATRIX[role]


def test_nobody_at_all_sees_nothing(db):
    assert row(None) == "-----"


def test_who_left_sees_nothing(li_min):
    li_min.is_active = False

    assert row(li_min) == "-----"


def test_a_salesperson_sees_their_own_and_nothing_of_a_colleague(wang_jianguo, zhao_lei):
    assert row(wang_jianguo, record(salesperson=wang_jianguo)) == "P-PPP"
    assert row(wang_jianguo, record(salesperson=zhao_lei)) == "-----"


def test_cost_is_granted_to_a_salesperson_by_name(wang_jianguo):
    wang_jianguo.sees_cost = True

    assert row(wang_jianguo, record(salesperson=wang_jianguo)) == "PPPPP"


def test_a_regional_manager_sees_the_region_and_not_another(
    chen_zhiqiang, east_china, central_china
):
    assert row(chen_zhiqiang, record(region=east_china)) == "PPPMM"
    assert row(chen_zhiqiang, record(region=central_china)) == "-----"


def test_a_line_is_as_secret_as_its_record(wang_jianguo, zhao_lei):
    line = SimpleNamespace(secrecy_subject=record(salesperson=zhao_lei))

    assert row(wang_jianguo, line) == "-----"


def test_two_roles_add_up_record_by_record(db):
    both = UserFactory(roles=[RoleCode.FULFILMENT, RoleCode.SALESPERSON])

    assert row(both, record(salesperson=both)) == "P-PPP"
    assert row(both, record()) == "---M-"
    assert row(both) == "---M-"
    assert row(both, ANYWHERE) == "P-PPP"


def test_the_role_that_reaches_everything_decides_a_column(db):
    both = UserFactory(roles=[RoleCode.FINANCE, RoleCode.SALESPERSON])

    assert row(both) == "PPP-M"
    assert row(both, record(salesperson=both)) == "PPPPP"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("li.min@example.com", "l***@example.com"),
        ("wx_limin", "wx****in"),
        ("1990-05-01", "19****01"),
        ("limin", "l***"),
        ("", ""),
    ],
)
def test_a_mask_hides_the_middle(text, masked):
    assert mask(text) == masked


def test_the_kernel_asks_these_rules(li_min, zhou_ting, he_ping):
    assert [secrecy.may_see(p, CONTACT) for p in (li_min, zhou_ting)] == [True, False]
    assert [secrecy.may_see(p, AMOUNT) for p in (zhou_ting, he_ping)] == [True, False]


def test_text_is_shown_plain_masked_or_not_at_all(li_min, zhou_ting, sun_xiaoyan):
    shown = [show(p, CONTACT, "13812345678") for p in (li_min, zhou_ting, sun_xiaoyan)]

    assert shown == ["13812345678", "138****5678", ""]
