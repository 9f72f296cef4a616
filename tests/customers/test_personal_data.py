"""What is held of a person at a customer goes when the person asks, wherever it lies."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from core.imports import ledger
from core.imports.batches import batch_check, batch_confirm, batch_open
from core.models import AuditEntry, ImportBatch, ImportRow
from customers import services
from customers.factories import CustomerFactory
from customers.models import Contact

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
FILE = (
    "客户编码,客户名称,联系人,联系人电话\n"
    "K1,衡阳水电,谭建军,138-0734-6621\n"
    "K2,株洲泵业,谭建军,13900001111\n"
)


def bring(actor, content):
    opened = batch_open(
        actor=actor,
        ledger=ledger("customers"),
        file_name="客户.csv",
        content=content.encode(),
        at=AT,
    )
    batch_check(actor=actor, batch=opened.batch, at=AT, opened=opened)
    return opened.batch


def everything_in_the_trail():
    facts = AuditEntry.objects.values_list("subject_text", "changes", "reason")
    return json.dumps(list(facts), ensure_ascii=False)


def test_the_trail_never_learns_a_name(zhou_ting):
    facts = {"actor": zhou_ting, "at": AT}
    contact = services.contact_create(customer=CustomerFactory(code="K9"), name="谭建军", **facts)
    contact = services.contact_change(contact=contact, name="谭健军", role="厂长", **facts)
    services.contact_erase(contact=contact, reason="本人要求", **facts)

    trail = everything_in_the_trail()
    assert "谭建军" not in trail
    assert "谭健军" not in trail
    assert f"K9 · {contact.pk}" in trail
    assert '"role": ["", "厂长"]' in trail


def test_a_file_brought_in_forgets_the_person_and_keeps_the_others(
    zhou_ting, django_capture_on_commit_callbacks
):
    batch = bring(zhou_ting, FILE)
    batch_confirm(actor=zhou_ting, batch=batch, at=AT)
    waiting = bring(zhou_ting, FILE.replace("衡阳水电", "衡阳水电一厂"))
    storage, name = batch.file.storage, batch.file.name
    contact = Contact.objects.get(customer__code="K1")

    with django_capture_on_commit_callbacks(execute=True):
        services.contact_erase(actor=zhou_ting, contact=contact, at=AT, reason="本人要求")

    batch.refresh_from_db()
    waiting.refresh_from_db()
    left = str(list(ImportRow.objects.values_list("cells", flat=True)))
    assert ("衡阳水电" in left, "株洲泵业" in left) == (False, True)
    assert (batch.samples, batch.file.name, storage.exists(name)) == ([], "", False)
    assert (batch.status, waiting.status) == (
        ImportBatch.Status.CONFIRMED,
        ImportBatch.Status.DISCARDED,
    )
    assert Contact.objects.get(customer__code="K2").name == "谭建军"
    assert "谭建军" not in everything_in_the_trail()


@pytest.mark.parametrize("deed", ["erase", "leave"])
def test_the_next_person_becomes_the_primary_contact(deed, zhou_ting):
    customer, facts = CustomerFactory(), {"actor": zhou_ting, "at": AT}
    first, second = (
        services.contact_create(customer=customer, name=name, **facts) for name in ("谭", "李")
    )

    if deed == "erase":
        services.contact_erase(contact=first, reason="本人要求", **facts)
    else:
        services.contact_change(contact=first, has_left=True, **facts)

    assert customer.contacts.get(is_primary=True) == second
    assert second.history.count() == 2


def test_the_command_copies_out_and_erases_and_the_trail_says_by_whom(zhou_ting, tmp_path, capsys):
    facts = {"actor": zhou_ting, "at": AT}
    contact = services.contact_create(
        customer=CustomerFactory(), name="谭建军", phone="13807346621", **facts
    )
    services.contact_change(contact=contact, phone="13900001111", **facts)
    target = tmp_path / "copy.json"

    call_command("contact_data", "copy", contact.pk, user="zhou_ting", output=target)
    held = json.loads(target.read_text(encoding="utf-8"))
    with pytest.raises(CommandError):
        call_command("contact_data", "erase", contact.pk, user="zhou_ting")
    call_command("contact_data", "erase", contact.pk, user="zhou_ting", reason="本人来函")

    assert (held["name"], held["phone"]) == ("谭建军", "13900001111")
    assert [each["phone"] for each in held["versions"]] == ["13807346621", "13900001111"]
    contact.refresh_from_db()
    assert (contact.name, contact.phone) == ("已删除", "")
    verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))[-2:]
    assert verbs == ["customers.personal_copied", "customers.personal_erased"]


def test_who_does_not_keep_the_archive_copies_nothing_out(zhou_ting, wang_jianguo):
    contact = services.contact_create(
        actor=zhou_ting, customer=CustomerFactory(owner=wang_jianguo), name="谭", at=AT
    )
    with pytest.raises(CommandError):
        call_command("contact_data", "copy", contact.pk, user="wang_jianguo")
