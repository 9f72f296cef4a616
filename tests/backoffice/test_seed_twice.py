"""The demo company comes out the same each time."""

import pytest
from django.core.management import call_command
from django.db import transaction

from orders.models import Order


@pytest.mark.slow
def test_the_same_seed_and_day_make_the_same_company(db):
    def made():
        call_command("seed_demo", "--orders", "40", "--today", "2026-11-20", verbosity=0)
        return list(Order.objects.order_by("id").values_list("number", "gross_amount", "status"))

    with transaction.atomic():
        first = made()
        transaction.set_rollback(True)

    assert [row[1:] for row in made()] == [row[1:] for row in first]
