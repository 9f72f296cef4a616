"""Roles: predicates, rights by rule, second pairs of eyes."""

import pytest
import rules
from django.core.management import call_command

from accounts.enums import RoleCode
from accounts.factories import SecondPairFactory
from accounts.models import SecondPair, User
from accounts.selectors import has_role, may_second
from accounts.services import defaults_sync


@pytest.fixture
def a_permission():
    rules.add_perm("tests.stamp", has_role(RoleCode.ASSISTANT, RoleCode.SUPERVISOR))
    yield "tests.stamp"
    rules.remove_perm("tests.stamp")


def test_a_right_comes_from_the_role(a_permission, li_min, zhou_ting, wang_jianguo, lin_yu):
    holders = [p.has_perm(a_permission) for p in (li_min, zhou_ting, wang_jianguo, lin_yu)]

    assert holders == [True, True, False, False]


def test_a_person_who_left_has_no_rights(a_permission, li_min):
    li_min.is_active = False

    assert not li_min.has_perm(a_permission)
    assert not li_min.has_role(RoleCode.ASSISTANT)


def test_the_superuser_flag_grants_nothing(a_permission, lin_yu):
    lin_yu.is_superuser = True

    assert not lin_yu.has_perm(a_permission)


def test_the_first_administrator_is_made_by_a_command(db, client, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "yi-ge-hen-chang-de-mi-ma")
    call_command(
        "createsuperuser", username="guanli", email="guanli@example.com", interactive=False
    )

    first = User.objects.get(username="guanli")
    client.force_login(first, backend="django.contrib.auth.backends.ModelBackend")

    assert first.role_codes == {RoleCode.ADMIN}
    assert client.get("/admin/").status_code == 200


def test_a_permission_without_a_rule_is_nobodys(tang_wei):
    assert not tang_wei.has_perm("tests.unheard_of")


def test_nobody_is_their_own_second_pair(li_min):
    assert not may_second(li_min, li_min, "orders.verify_order")


def test_another_assistant_or_the_supervisor_may_second_an_assistant(li_min, zhang_lan, zhou_ting):
    assert may_second(zhang_lan, li_min, "orders.verify_order")
    assert may_second(zhou_ting, li_min, "orders.verify_order")


def test_a_salesperson_may_not_second_an_assistant(li_min, wang_jianguo):
    assert not may_second(wang_jianguo, li_min, "orders.verify_order")


def test_lines_for_one_thing_replace_the_general_ones(li_min, zhang_lan, zhou_ting):
    SecondPairFactory(what="orders.verify_order", second_role=RoleCode.SUPERVISOR)

    assert not may_second(zhang_lan, li_min, "orders.verify_order")
    assert may_second(zhou_ting, li_min, "orders.verify_order")
    assert may_second(zhang_lan, li_min, "customers.confirm_change")


def test_what_nobody_made_may_be_seconded_by_whoever_seconds_at_all(zhou_ting, wang_jianguo):
    assert may_second(zhou_ting, None, "orders.verify_order")
    assert not may_second(wang_jianguo, None, "orders.verify_order")


def test_defaults_fill_an_empty_table_and_leave_an_edited_one(db):
    SecondPair.objects.all().delete()

    assert defaults_sync() == SecondPair.objects.count() == 31

    SecondPair.objects.exclude(maker_role=RoleCode.HR).delete()
    assert defaults_sync() == 0


def test_people_know_their_colleagues_and_an_outsider_only_themselves(li_min, zhou_ting, lin_yu):
    assert list(User.objects.visible_to(lin_yu)) == [lin_yu]
    assert set(User.objects.visible_to(li_min)) == {li_min, zhou_ting, lin_yu}


def test_people_with_a_role_are_the_active_ones(li_min, zhang_lan, zhou_ting):
    User.objects.filter(pk=zhang_lan.pk).update(is_active=False)

    assert list(User.objects.with_role(RoleCode.ASSISTANT)) == [li_min]
