"""A book, and a paper invoice applied for."""

from decimal import Decimal

import pytest

from orders.factories import shipped, stocked
from orders.services import (
    InvoiceRow,
    invoice_apply,
)

from .commands import (
    AT,
    FRIDAY,
    PAPER,
    register,
)


@pytest.fixture
def book(li_min):
    """Ten papers of 李敏's since Friday."""
    return register(li_min)


@pytest.fixture
def application(an_order, li_min):
    """A paper invoice applied for."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, on=FRIDAY, quantities={1: Decimal(5)})

    def apply(quantity="1", kind=PAPER):
        return invoice_apply(
            actor=li_min,
            customer=order.customer,
            rows=[InvoiceRow(order.lines.get(), Decimal(quantity))],
            on=FRIDAY,
            at=AT,
            kind=kind,
        )

    return apply
