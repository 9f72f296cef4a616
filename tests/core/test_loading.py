"""Masses of rows: without indexes while they come, with all of them afterwards."""

import pytest
from django.db import connection, transaction

from accounts.models import Region
from core.database import loading
from orders.models import Order


def indexes():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'orders_order' ORDER BY 1"
        )
        return cursor.fetchall()


@pytest.mark.django_db
def test_the_indexes_are_the_same_afterwards():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps its indexes")
    before = indexes()
    with loading([Order]):
        during = indexes()
        Region.objects.create(code="R1", name="R1")
    assert indexes() == before
    assert set(during) < set(before)
    assert any(name.endswith("_pkey") for name, _definition in during)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_refuses():
    with pytest.raises(transaction.TransactionManagementError), loading([Region]):
        pass
