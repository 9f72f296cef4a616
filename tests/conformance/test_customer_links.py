"""Merging customers: whatever points at one goes along, or says why it stays."""

from datetime import UTC, datetime

import pytest

from customers.factories import CustomerFactory
from customers.models import Customer
from customers.services import customers_merge
from tests.conformance.ground import factories
from tests.conformance.ground import models as our_models

# What stays with the merged record, and why.
STAYS = {
    "customers.Customer.merged_into": "says where the record went; followed in one step",
    "customers.OwnerPeriod.customer": "who cared for that record, from when to when",
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


@pytest.mark.django_db
@pytest.mark.parametrize("link", LINKS, ids=label)
def test_what_points_at_a_merged_customer_goes_along(link, zhou_ting):
    if label(link) in STAYS:
        pytest.skip(STAYS[label(link)])
    model, field = link
    gone, kept = CustomerFactory(name="甲"), CustomerFactory(name="乙")
    row = factories()[model](**{field.name: gone})

    customers_merge(
        actor=zhou_ting,
        customer=gone,
        into=kept,
        at=datetime(2026, 11, 20, 2, tzinfo=UTC),
        reason="同一家",
    )

    row.refresh_from_db()
    assert getattr(row, field.attname) == kept.pk


def test_every_excuse_is_still_needed():
    assert set(STAYS) <= {label(link) for link in LINKS}
