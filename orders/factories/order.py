"""Orders at each stage of their path, made by the services themselves."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.factories import DepartmentFactory, UserFactory
from accounts.models import Department, User
from core.clock import business_date
from customers.factories import CustomerFactory
from orders.models import Order, OrderLine
from orders.services import (
    ALL_OK,
    LineDraft,
    OrderHead,
    order_create,
    order_release,
    order_submit,
    order_verify,
)
from products.factories import ProductFactory

from .moment import MORNING


class OrderFactory(DjangoModelFactory[Order]):
    """A bare draft without lines; ``draft_order`` and its kin make whole ones."""

    class Meta:
        model = Order

    customer = factory.SubFactory(CustomerFactory)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    created_by = factory.SubFactory(UserFactory, roles=["assistant"])
    created_at = MORNING
    received_at = MORNING
    ordered_on = factory.LazyAttribute(lambda o: business_date(o.received_at))


class OrderLineFactory(DjangoModelFactory[OrderLine]):
    class Meta:
        model = OrderLine

    order = factory.SubFactory(OrderFactory)
    position = factory.Sequence(lambda n: n + 1)
    product = factory.SubFactory(ProductFactory)
    quantity = Decimal(1)
    unit_price = Decimal("113.0000")
    tax_rate = Decimal("0.1300")
    net_amount = Decimal("100.00")
    tax_amount = Decimal("13.00")
    gross_amount = Decimal("113.00")


def draft_order(
    *,
    actor: User,
    at: datetime = MORNING,
    lines: Sequence[LineDraft] | None = None,
    **head: Any,
) -> Order:
    """A draft as the entry page makes it; by default one line of ten pumps."""
    if lines is None:
        lines = [LineDraft(product=ProductFactory(), quantity=Decimal(10))]
    if "customer" not in head:
        head["customer"] = CustomerFactory()
    return order_create(actor=actor, head=OrderHead(**head), lines=lines, at=at)


def submitted_order(*, actor: User, at: datetime = MORNING, **facts: Any) -> Order:
    """An order that waits for its second person."""
    order = draft_order(actor=actor, at=at, **facts)
    return order_submit(actor=actor, order=order, at=at)


def verified_order(*, actor: User, second: User, at: datetime = MORNING, **facts: Any) -> Order:
    """An order that counts."""
    order = submitted_order(actor=actor, at=at, **facts)
    order_verify(actor=second, order=order, ticks=ALL_OK, at=at)
    order.refresh_from_db()
    return order


def released_order(*, actor: User, second: User, at: datetime = MORNING, **facts: Any) -> Order:
    """An order handed to production and purchasing."""
    order = verified_order(actor=actor, second=second, at=at, **facts)
    DepartmentFactory(code="SC", name="生产部", kind=Department.Kind.PRODUCTION)
    DepartmentFactory(code="CG", name="采购部", kind=Department.Kind.PURCHASING)
    order_release(actor=actor, order=order, at=at)
    order.refresh_from_db()
    return order
