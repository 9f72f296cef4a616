"""Rows read in bulk are the rows of the database, whatever stands in them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.database import columns_of
from core.models import Job
from orders.factories import OrderFactory
from orders.models import Order
from tests.core.test_copying import NASTY, copied

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, 30, 5, 250_000, tzinfo=UTC)


def rows_of(found, names, *, size=1_000):
    fields = [found.model._meta.get_field(name) for name in names]
    chunks = columns_of(found.values_list(*names), fields, size)
    return [row for columns in chunks for row in zip(*columns, strict=True)]


def test_texts_instants_and_nothing_come_as_they_are():
    texts = [*NASTY, "bell\x07", "plain"]
    copied([(text, {}, AT + timedelta(microseconds=n)) for n, text in enumerate(texts)])
    copied([("never begun", {}, None)])
    names = ["id", "title", "started_at", "is_cancel_wanted", "progress"]
    found = Job.objects.order_by("pk")

    assert rows_of(found, names, size=4) == list(found.values_list(*names))
    assert {row[1] for row in rows_of(found, names)} == {*texts, "never begun"}


def worth(amount):
    return {"net_amount": Decimal(amount), "gross_amount": Decimal(amount)}


def test_days_and_decimals_are_exact_and_none_is_none():
    OrderFactory(ordered_on=date(2026, 3, 2), **worth("-1234.50"))
    OrderFactory(ordered_on=date(2026, 12, 31), region=None, **worth("0.25"))
    names = ["ordered_on", "gross_amount", "region", "salesperson_id", "status", "number"]
    found = Order.objects.order_by("pk")

    assert rows_of(found, names) == list(found.values_list(*names))


def test_what_has_no_plain_text_is_read_all_the_same():
    copied([("with facts", {"n": [1, None]}, AT)])
    assert rows_of(Job.objects.all(), ["title", "params"]) == [("with facts", {"n": [1, None]})]


def test_where_nothing_can_be_found_the_database_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rows_of(Job.objects.filter(pk__in=[]), ["id", "title"]) == []
