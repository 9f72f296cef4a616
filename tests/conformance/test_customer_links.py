"""Merging customers: whatever points at one goes along, or says why it stays."""

from datetime import UTC, datetime

import pytest
from django.contrib.contenttypes.models import ContentType

from approvals.factories import FlowFactory, FlowStepFactory
from approvals.services import flow_publish, request_submit, request_withdraw
from core import subjects
from core.errors import BusinessError
from core.models import Attachment, AuditEntry, Correction, Notification, ScheduledRun, Sending
from customers.factories import CustomerFactory
from customers.models import Customer
from customers.selectors import what_moves
from customers.services import credit_request, customers_merge
from orders.factories.papers import BlobFactory
from tests.conformance.ground import factories
from tests.conformance.ground import models as our_models

# What stays with the merged record, and why.
STAYS = {
    "customers.Customer.merged_into": "says where the record went; followed in one step",
    "customers.OwnerPeriod.customer": "who cared for that record, from when to when",
}
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
# What hangs on any record, and what a row of it needs besides the record.
HANGS = {
    Attachment: lambda p: {"blob": BlobFactory(), "added_by": p, "added_at": AT, "name": "a.pdf"},
    Correction: lambda p: {"found_by": p, "registered_by": p, "found_on": AT, "registered_at": AT},
    Notification: lambda p: {"recipient": p, "created_at": AT, "send_after_at": AT},
    Sending: lambda p: {"sent_at": AT},
}
LINKS = [
    (model, field)
    for model in our_models()
    for field in model._meta.concrete_fields
    if field.related_model is Customer
]


def label(link):
    model, field = link
    return f"{model._meta.label}.{field.name}"


def merge(actor, gone, kept):
    customers_merge(actor=actor, customer=gone, into=kept, at=AT, reason="同一家")


@pytest.mark.django_db
@pytest.mark.parametrize("link", LINKS, ids=label)
def test_what_points_at_a_merged_customer_goes_along(link, zhou_ting):
    if label(link) in STAYS:
        pytest.skip(STAYS[label(link)])
    model, field = link
    gone, kept = CustomerFactory(name="甲"), CustomerFactory(name="乙")
    row = factories()[model](**{field.name: gone})

    merge(zhou_ting, gone, kept)

    row.refresh_from_db()
    assert getattr(row, field.attname) == kept.pk


def test_every_excuse_is_still_needed():
    assert set(STAYS) <= {label(link) for link in LINKS}


def test_whatever_hangs_on_any_record_follows_or_says_why_not():
    hanging = set(subjects.models_with_subject()) & set(our_models())
    staying = {model for model in hanging if subjects.stays(model)}

    assert hanging - staying == set(HANGS)
    assert {model._meta.label for model in staying} == {
        "approvals.Request",
        "core.AuditEntry",
        "core.PrintRecord",
    }
    named = {m for m in our_models() for f in m._meta.fields if f.related_model is ContentType}
    # What a schedule made is no record the run is about, and never a customer.
    assert named - {ScheduledRun} == hanging, "a record is named by subject_type and subject_id"


@pytest.mark.django_db
def test_papers_errors_messages_and_receipts_follow_the_customer(zhou_ting):
    gone, kept, other = (CustomerFactory(name=name) for name in "甲乙丙")
    kind = ContentType.objects.get_for_model(Customer)
    rows = [
        model.objects.create(subject_type=kind, subject_id=each.pk, **facts(zhou_ting))
        for model, facts in HANGS.items()
        for each in (gone, other)
    ]
    assert [each.count for each in what_moves(gone)] == [1, 1, 1, 1]

    merge(zhou_ting, gone, kept)

    for row in rows:
        row.refresh_from_db()
    assert [row.subject_id for row in rows] == [kept.pk, other.pk] * 4
    changes = AuditEntry.objects.about(kept).first().changes
    assert (changes["附件"], what_moves(gone)) == (["", 1], [])


@pytest.mark.django_db
def test_a_customer_about_whom_something_is_asked_is_not_merged(zhou_ting, li_min, fang_wen):
    flow = FlowFactory(kind="customers.credit", name="信用额度")
    FlowStepFactory(flow=flow, position=1, name="审批", role="sales_manager")
    flow_publish(actor=None, flow=flow, at=AT)
    gone, kept = CustomerFactory(name="甲"), CustomerFactory(name="乙")
    request = request_submit(
        actor=li_min, kind="customers.credit", subject=gone, title="甲 · 信用额度", at=AT
    )

    with pytest.raises(BusinessError, match="甲 · 信用额度"):
        merge(zhou_ting, gone, kept)
    request_withdraw(actor=li_min, approval=request, at=AT)
    merge(zhou_ting, gone, kept)

    gone.refresh_from_db()
    assert gone.merged_into == kept
    with pytest.raises(BusinessError, match="并入"):
        credit_request(actor=li_min, customer=gone, limit=9, reason="", at=AT)
