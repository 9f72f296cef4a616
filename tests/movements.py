"""A few hundred random movements, and the people and products they belong to."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from accounts.models import Region, User
from customers.models import Customer, CustomerClass
from orders.enums import MovementKind, OrderStatus
from orders.models import Order, OrderLine, SalesMovement
from orders.services.facts import facts_mark
from products.models import Product, ProductCategory

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
FIRST = date(2026, 1, 1)
SIGNS = {
    MovementKind.CONFIRMED: 1,
    MovementKind.CHANGED: -1,
    MovementKind.CANCELLED: -1,
    MovementKind.SHIPPED: 1,
    MovementKind.RETURNED: -1,
    MovementKind.INVOICED: 1,
    MovementKind.RED_LETTER: -1,
}


def line_of(order: Order, position: int, product: Product) -> OrderLine:
    return OrderLine.objects.create(
        order=order,
        position=position,
        product=product,
        unit=product.unit,
        quantity=10,
        unit_price=113,
        tax_rate="0.13",
        net_amount=1000,
        tax_amount=130,
        gross_amount=1130,
    )


@pytest.fixture
def movements(db) -> list[SalesMovement]:
    """400 movements over four months by 3 people, 2 regions, 3 categories, 12 customers."""
    dice = random.Random(7)
    regions = [Region.objects.create(code=code, name=code) for code in ("R1", "R2")]
    people = [User.objects.create(username=f"p{i}", region=regions[i % 2]) for i in range(3)]
    classes = [CustomerClass.objects.create(code=f"K{i}", name=f"K{i}") for i in range(2)]
    units = ["台", "台", "套"]
    products = [
        Product.objects.create(
            code=f"P{i}",
            name=f"P{i}",
            unit=units[i % 3],
            category=ProductCategory.objects.get_or_create(
                code=f"G{i % 3}", defaults={"name": f"G{i % 3}"}
            )[0],
        )
        for i in range(6)
    ]
    customers = [
        Customer.objects.create(
            code=f"C{i:02}",
            name=f"C{i}",
            owner=people[i % 3],
            region=regions[i % 2] if i % 5 else None,
            customer_class=classes[i % 2] if i % 4 else None,
        )
        for i in range(12)
    ]
    rows = []
    for n in range(100):
        customer = dice.choice(customers)
        order = Order.objects.create(
            number=f"SO-{n}",
            status=OrderStatus.RELEASED,
            customer=customer,
            salesperson=customer.owner,
            region=customer.region,
            received_at=AT,
            ordered_on=FIRST,
            created_by=people[0],
            created_at=AT,
        )
        line = line_of(order, 1, dice.choice(products))
        for kind in dice.sample(list(SIGNS), 4):
            net = Decimal(dice.randrange(1, 500000)) / 100 * SIGNS[kind]
            tax = (net * Decimal("0.13")).quantize(Decimal("0.01"))
            rows.append(
                SalesMovement(
                    kind=kind,
                    moved_on=FIRST + timedelta(days=dice.randrange(120)),
                    order=order,
                    line=line,
                    customer=customer,
                    customer_class=customer.customer_class,
                    product=line.product,
                    category=line.product.category,
                    salesperson=customer.owner,
                    region=customer.region,
                    unit=line.unit,
                    quantity=Decimal(dice.randrange(1, 40000)) / 1000 * SIGNS[kind],
                    net_amount=net,
                    tax_amount=tax,
                    gross_amount=net + tax,
                    cost_amount=Decimal(dice.randrange(1, 300000)) / 100 * SIGNS[kind],
                    recorded_at=AT,
                )
            )
    SalesMovement.objects.bulk_create(rows)
    facts_mark(row.moved_on for row in rows)
    return rows
