"""What the second person reads of the retention money of an order."""

from decimal import Decimal

import pytest
from django.urls import reverse

from customers.factories import CustomerFactory
from orders.factories import submitted_order

pytestmark = pytest.mark.usefixtures("second_pairs")


def test_the_second_person_reads_the_retention_and_in_amber_what_differs(li_min, zhang_lan_client):
    customer = CustomerFactory(retention_rate=Decimal("0.05"), retention_months=18)
    usual = submitted_order(actor=li_min, customer=customer)
    terms = {"retention_rate": Decimal("0.1"), "retention_months": 12}
    own = submitted_order(actor=li_min, customer=customer, **terms)
    shown = []
    for order in (usual, own):
        text = zhang_lan_client.get(reverse("orders:order_verify", args=[order.pk]))
        shown.append(
            text.content.decode().partition("<dt>质保金</dt><dd>")[2].partition("</dd>")[0]
        )
    assert shown[0] == usual.retention_words
    assert '<span class="bo-amber">' in shown[1]
    assert shown[1].index(own.retention_words) < shown[1].index(customer.retention_words)
    assert own.checks.get(kind="retention").level == "warning"
