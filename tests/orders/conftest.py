"""What orders' tests share."""

from decimal import Decimal

import pytest

from accounts.services import defaults_sync
from customers.factories import CustomerFactory
from orders.factories import released_order, stocked
from orders.services import LineDraft
from products.factories import ProductFactory


@pytest.fixture
def second_pairs(db: None) -> None:
    """The table of second pairs as every company starts with it."""
    defaults_sync()


@pytest.fixture
def an_order(db, second_pairs, li_min, zhou_ting, wang_jianguo):
    """Builds released orders of 李敏's: quantities at prices with tax, one line each."""

    def build(*lines, tax_rate="0.1300", **head):
        head.setdefault("customer", CustomerFactory(owner=wang_jianguo, region=wang_jianguo.region))
        drafts = [
            LineDraft(
                product=ProductFactory(code=f"P-{number}", floor_price=0, list_price=0),
                quantity=Decimal(quantity),
                unit_price=Decimal(price),
                tax_rate=Decimal(tax_rate),
            )
            for number, (quantity, price) in enumerate(lines or [("10", "113")], 1)
        ]
        return released_order(actor=li_min, second=zhou_ting, lines=drafts, **head)

    return build


@pytest.fixture
def kept_back(an_order, li_min):
    """Builds orders that keep 10% back for a year; their goods lie there."""

    def build(*lines, rate="0.10", months=12, **head):
        terms = {"retention_rate": Decimal(rate), "retention_months": months}
        order = an_order(*lines, **terms, **head)
        stocked(order, actor=li_min)
        return order

    return build
