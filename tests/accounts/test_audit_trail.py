"""The audit trail: auditors and administrators read it, nobody changes it."""

import re

import pytest

from accounts.enums import RoleCode
from core import audit
from core.models import AuditEntry
from customers.factories import CustomerFactory
from tests.conformance.ground import code

TRAIL = "/people/audit-entry/"


@pytest.fixture
def entry(li_min, zhou_ting):
    return audit.record(
        actor=zhou_ting,
        verb="accounts.roles_set",
        subject=li_min,
        changes={"roles": (["assistant"], ["assistant", "hr"])},
        reason="请假代班",
    )


@pytest.mark.parametrize("name", ["shen_yan_client", "tang_wei_client"])
def test_its_readers_see_who_did_what_and_from_what_to_what(name, entry, request):
    browser = request.getfixturevalue(name)

    trail = browser.get(TRAIL).content.decode()
    page = browser.get(f"{TRAIL}{entry.pk}/").content.decode()

    assert all(word in trail for word in ("周婷", "调整角色", "李敏", "请假代班"))
    assert all(word in page for word in ("roles", "assistant", "hr", "请假代班"))


@pytest.mark.parametrize(
    "role", [r for r in ["", *RoleCode.values] if r not in {RoleCode.AUDITOR, RoleCode.ADMIN}]
)
def test_nobody_else_reads_it(role, anyone, client_of, entry):
    browser = client_of(anyone(role))

    assert browser.get(TRAIL).status_code == 403
    assert browser.get(f"{TRAIL}{entry.pk}/").status_code == 403


def test_it_is_filtered_by_person_verb_day_and_record(shen_yan_client, entry, zhou_ting, li_min):
    def found(**filters):
        page = shen_yan_client.get(TRAIL, filters)
        assert page.status_code == 200
        return "请假代班" in page.content.decode()

    day = entry.at.date()
    assert found(actor=zhou_ting.pk, verb="accounts.roles_set", subject_text="李敏")
    assert found(at=f"{day:%Y}-01-01..{day:%Y}-12-31")
    assert not found(actor=li_min.pk)
    assert not found(at="2001-01-01..2001-12-31")
    assert not found(verb="accounts.logged_in")


def test_the_auditor_changes_nothing(shen_yan, shen_yan_client, entry):
    before = AuditEntry.objects.count()

    answers = [
        shen_yan_client.post(f"{TRAIL}{entry.pk}/").status_code,
        shen_yan_client.delete(f"{TRAIL}{entry.pk}/").status_code,
        shen_yan_client.get("/admin/").status_code,
    ]

    assert answers == [405, 405, 302]
    assert AuditEntry.objects.count() == before
    assert not shen_yan.has_perm("accounts.administer")


def test_the_trail_is_in_words_and_filtered_by_them(shen_yan_client, li_min, wang_jianguo):
    customer = CustomerFactory(owner=wang_jianguo)
    audit.record(
        actor=li_min,
        verb="customers.customer_changed",
        subject=customer,
        changes={"owner_id": (li_min.pk, wang_jianguo.pk), "phone": ("13976543210", "")},
    )
    audit.record(actor=li_min, verb="accounts.logged_in", subject=li_min)

    page = shen_yan_client.get("/people/audit-entry/").content.decode()
    assert "customers.customer_changed" not in page
    rows = shen_yan_client.get("/people/audit-entry/", {"verb": "accounts.logged_in"})
    assert "登录" in rows.content.decode()
    assert customer.code not in rows.content.decode()
    entry = AuditEntry.objects.get(verb="customers.customer_changed")
    told = shen_yan_client.get(f"/people/audit-entry/{entry.pk}/").content.decode()
    assert "李敏" in told
    assert "王建国" in told
    assert "13976543210" not in told


@pytest.mark.django_db
def test_every_verb_written_in_the_code_has_a_word():
    words = dict(audit.Verbs().choices)
    written = set()
    for path in code():
        written |= set(re.findall(r'verb="([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8")))

    assert {verb for verb in written if verb not in words} == set()
