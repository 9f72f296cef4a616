"""Rows that hang on an order or a paper: lines, hand-overs, issues, checks, sums."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from accounts.factories import DepartmentFactory, UserFactory
from orders.enums import (
    AllocationKind,
    Basis,
    CheckKind,
    CheckLevel,
    Element,
    IssueKind,
    MovementKind,
    TellingChannel,
    Told,
)
from orders.models import (
    Allocation,
    DailyFact,
    DeliverySplit,
    DirtyDay,
    HandOver,
    InvoiceLine,
    IssueTelling,
    MonthlyFact,
    OrderCheck,
    OrderIssue,
    ReturnLine,
    SalesMovement,
    SalesPolicy,
    ShipmentLine,
    Verification,
    VerificationTick,
)
from products.factories import ProductCategoryFactory

from .moment import MORNING
from .order import OrderLineFactory
from .papers import (
    FRIDAY,
    InvoiceFactory,
    ReceiptFactory,
    ReceivableFactory,
    ReleasedOrderFactory,
    SalesReturnFactory,
    ShipmentFactory,
)


class DeliverySplitFactory(DjangoModelFactory[DeliverySplit]):
    class Meta:
        model = DeliverySplit

    line = factory.SubFactory(OrderLineFactory)
    quantity = Decimal(1)
    requested_on = date(2026, 12, 1)


class HandOverFactory(DjangoModelFactory[HandOver]):
    """A line of a released order that production has not acknowledged yet."""

    class Meta:
        model = HandOver

    order = factory.SubFactory(ReleasedOrderFactory)
    line = factory.SubFactory(OrderLineFactory, order=factory.SelfAttribute("..order"))
    department = factory.SubFactory(DepartmentFactory, code="SC", name="生产部", kind="production")
    quantity = Decimal(1)
    handed_at = MORNING


class OrderIssueFactory(DjangoModelFactory[OrderIssue]):
    class Meta:
        model = OrderIssue

    order = factory.SubFactory(ReleasedOrderFactory)
    number = factory.Sequence(lambda n: f"YC-202611-{90_000 + n}")
    kind = IssueKind.DELAY
    description = "铸件返工，预计晚两天"
    owner = factory.SubFactory(UserFactory, roles=["fulfilment"])
    due_on = date(2026, 11, 24)
    opened_by = factory.SubFactory(UserFactory, roles=["assistant"])
    opened_at = MORNING


class IssueTellingFactory(DjangoModelFactory[IssueTelling]):
    class Meta:
        model = IssueTelling

    issue = factory.SubFactory(OrderIssueFactory)
    told = Told.CUSTOMER
    channel = TellingChannel.PHONE
    words = "改为 12-08 交货"
    told_by = factory.SubFactory(UserFactory, roles=["assistant"])
    told_at = MORNING


class ShipmentLineFactory(DjangoModelFactory[ShipmentLine]):
    class Meta:
        model = ShipmentLine

    shipment = factory.SubFactory(ShipmentFactory)
    line = factory.SubFactory(OrderLineFactory, order=factory.SelfAttribute("..shipment.order"))
    quantity = Decimal(1)


class ReturnLineFactory(DjangoModelFactory[ReturnLine]):
    class Meta:
        model = ReturnLine

    sales_return = factory.SubFactory(SalesReturnFactory)
    shipment_line = factory.SubFactory(
        ShipmentLineFactory, shipment=factory.SelfAttribute("..sales_return.shipment")
    )
    quantity = Decimal(1)


class InvoiceLineFactory(DjangoModelFactory[InvoiceLine]):
    class Meta:
        model = InvoiceLine

    invoice = factory.SubFactory(InvoiceFactory)
    line = factory.SubFactory(OrderLineFactory)
    quantity = Decimal(1)
    tax_rate = Decimal("0.1300")
    net_amount = Decimal("100.00")
    tax_amount = Decimal("13.00")
    gross_amount = Decimal("113.00")


class SalesMovementFactory(DjangoModelFactory[SalesMovement]):
    class Meta:
        model = SalesMovement

    kind = MovementKind.CONFIRMED
    moved_on = FRIDAY
    order = factory.SubFactory(ReleasedOrderFactory)
    line = factory.SubFactory(OrderLineFactory, order=factory.SelfAttribute("..order"))
    customer = factory.SelfAttribute("order.customer")
    product = factory.SelfAttribute("line.product")
    category = factory.SelfAttribute("line.product.category")
    salesperson = factory.SelfAttribute("order.salesperson")
    quantity = Decimal(1)
    net_amount = Decimal("100.00")
    tax_amount = Decimal("13.00")
    gross_amount = Decimal("113.00")
    cost_amount = Decimal("70.00")
    recorded_at = MORNING


class DailyFactFactory(DjangoModelFactory[DailyFact]):
    class Meta:
        model = DailyFact

    basis = Basis.ORDER
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    category = factory.SubFactory(ProductCategoryFactory)
    day_on = factory.Sequence(lambda n: FRIDAY + timedelta(days=n))


class MonthlyFactFactory(DjangoModelFactory[MonthlyFact]):
    class Meta:
        model = MonthlyFact

    basis = Basis.ORDER
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    category = factory.SubFactory(ProductCategoryFactory)
    month_on = factory.Sequence(lambda n: date(2000 + n // 12 % 1000, n % 12 + 1, 1))


class DirtyDayFactory(DjangoModelFactory[DirtyDay]):
    class Meta:
        model = DirtyDay

    day_on = FRIDAY


class SalesPolicyFactory(DjangoModelFactory[SalesPolicy]):
    """The one row there is."""

    class Meta:
        model = SalesPolicy
        django_get_or_create = ("pk",)

    pk = 1


class AllocationFactory(DjangoModelFactory[Allocation]):
    class Meta:
        model = Allocation

    receivable = factory.SubFactory(ReceivableFactory)
    receipt = factory.SubFactory(
        ReceiptFactory, customer=factory.SelfAttribute("..receivable.customer")
    )
    kind = AllocationKind.RECEIPT
    amount = Decimal("113.00")
    effective_on = FRIDAY
    created_by = factory.SubFactory(UserFactory, roles=["finance"])
    created_at = MORNING


class OrderCheckFactory(DjangoModelFactory[OrderCheck]):
    class Meta:
        model = OrderCheck

    order = factory.SubFactory(ReleasedOrderFactory)
    kind = CheckKind.CREDIT
    level = CheckLevel.WARNING
    checked_at = MORNING


class VerificationFactory(DjangoModelFactory[Verification]):
    class Meta:
        model = Verification

    order = factory.SubFactory(ReleasedOrderFactory)
    maker = factory.SelfAttribute("order.created_by")
    verified_by = factory.SubFactory(UserFactory, roles=["supervisor"])
    verified_at = MORNING
    is_passed = True


class VerificationTickFactory(DjangoModelFactory[VerificationTick]):
    class Meta:
        model = VerificationTick

    verification = factory.SubFactory(VerificationFactory)
    element = Element.PRICE
    is_ok = True
