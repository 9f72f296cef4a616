"""Bare papers and rows of goods and money, where nothing but a record is asked for."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from accounts.factories import UserFactory
from customers.factories import CustomerFactory
from orders.enums import OrderStatus, ReceivableSource, StockKind
from orders.models import (
    Invoice,
    Order,
    Receipt,
    Receivable,
    SalesReturn,
    Shipment,
    StockBalance,
    StockMovement,
)
from products.factories import ProductFactory

from .goods import WarehouseFactory
from .moment import MORNING
from .order import OrderFactory

FRIDAY = date(2026, 11, 20)


class ReleasedOrderFactory(OrderFactory):
    """An order as the warehouse knows it."""

    class Meta:
        model = Order

    number = factory.Sequence(lambda n: f"SO-202611-{n:05}")
    status = OrderStatus.RELEASED


class ShipmentFactory(DjangoModelFactory[Shipment]):
    class Meta:
        model = Shipment

    number = factory.Sequence(lambda n: f"CK-202611-{n:05}")
    order = factory.SubFactory(ReleasedOrderFactory)
    customer = factory.SelfAttribute("order.customer")
    warehouse = factory.SubFactory(WarehouseFactory)
    created_by = factory.SubFactory(UserFactory, roles=["assistant"])
    created_at = MORNING


class SalesReturnFactory(DjangoModelFactory[SalesReturn]):
    class Meta:
        model = SalesReturn

    number = factory.Sequence(lambda n: f"TH-202611-{n:05}")
    shipment = factory.SubFactory(ShipmentFactory)
    customer = factory.SelfAttribute("shipment.customer")
    reason = "泵体渗漏"
    created_by = factory.SubFactory(UserFactory, roles=["assistant"])
    created_at = MORNING


class InvoiceFactory(DjangoModelFactory[Invoice]):
    class Meta:
        model = Invoice

    application_number = factory.Sequence(lambda n: f"KP-202611-{n:05}")
    customer = factory.SubFactory(CustomerFactory)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    applied_on = FRIDAY
    net_amount = Decimal("100.00")
    tax_amount = Decimal("13.00")
    gross_amount = Decimal("113.00")
    created_by = factory.SubFactory(UserFactory, roles=["assistant"])
    created_at = MORNING


class ReceiptFactory(DjangoModelFactory[Receipt]):
    class Meta:
        model = Receipt

    number = factory.Sequence(lambda n: f"HK-202611-{n:05}")
    customer = factory.SubFactory(CustomerFactory)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    received_on = FRIDAY
    amount = Decimal("113.00")
    free_amount = factory.SelfAttribute("amount")
    created_by = factory.SubFactory(UserFactory, roles=["finance"])
    created_at = MORNING


class ReceivableFactory(DjangoModelFactory[Receivable]):
    class Meta:
        model = Receivable

    customer = factory.SubFactory(CustomerFactory)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    source = ReceivableSource.OPENING
    order = factory.SubFactory(ReleasedOrderFactory, customer=factory.SelfAttribute("..customer"))
    document = factory.Sequence(lambda n: f"QC-{n:05}")
    arose_on = FRIDAY
    due_on = date(2026, 12, 20)
    amount = Decimal("113.00")
    open_amount = factory.SelfAttribute("amount")


class StockBalanceFactory(DjangoModelFactory[StockBalance]):
    class Meta:
        model = StockBalance

    warehouse = factory.SubFactory(WarehouseFactory)
    product = factory.SubFactory(ProductFactory)
    on_hand = Decimal(10)


class StockMovementFactory(DjangoModelFactory[StockMovement]):
    class Meta:
        model = StockMovement

    warehouse = factory.SubFactory(WarehouseFactory)
    product = factory.SubFactory(ProductFactory)
    kind = StockKind.PRODUCTION_IN
    moved_on = FRIDAY
    quantity = Decimal(10)
    document = factory.Sequence(lambda n: f"RK-202611-{n:05}")
    actor = factory.SubFactory(UserFactory, roles=["fulfilment"])
    recorded_at = MORNING
