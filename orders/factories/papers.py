"""Bare papers and rows of goods and money, where nothing but a record is asked for."""

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import factory
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from factory.django import DjangoModelFactory

from accounts.factories import UserFactory
from core.models import Attachment, Blob
from customers.factories import CustomerFactory
from orders.enums import (
    DunningChannel,
    OrderStatus,
    ReceiptMethod,
    ReceivableSource,
    StockKind,
)
from orders.models import (
    Bill,
    DunningStep,
    Invoice,
    Order,
    Receipt,
    Receivable,
    Refund,
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

    number = factory.Sequence(lambda n: f"SO-202611-{90_000 + n}")
    status = OrderStatus.RELEASED


class ShipmentFactory(DjangoModelFactory[Shipment]):
    class Meta:
        model = Shipment

    number = factory.Sequence(lambda n: f"CK-202611-{90_000 + n}")
    order = factory.SubFactory(ReleasedOrderFactory)
    customer = factory.SelfAttribute("order.customer")
    warehouse = factory.SubFactory(WarehouseFactory)
    created_by = factory.SubFactory(UserFactory, roles=["assistant"])
    created_at = MORNING


class SalesReturnFactory(DjangoModelFactory[SalesReturn]):
    class Meta:
        model = SalesReturn

    number = factory.Sequence(lambda n: f"TH-202611-{90_000 + n}")
    shipment = factory.SubFactory(ShipmentFactory)
    customer = factory.SelfAttribute("shipment.customer")
    reason = "泵体渗漏"
    created_by = factory.SubFactory(UserFactory, roles=["assistant"])
    created_at = MORNING


class InvoiceFactory(DjangoModelFactory[Invoice]):
    class Meta:
        model = Invoice

    application_number = factory.Sequence(lambda n: f"KP-202611-{90_000 + n}")
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

    number = factory.Sequence(lambda n: f"HK-202611-{90_000 + n}")
    customer = factory.SubFactory(CustomerFactory)
    salesperson = factory.SubFactory(UserFactory, roles=["salesperson"])
    received_on = FRIDAY
    amount = Decimal("113.00")
    free_amount = factory.SelfAttribute("amount")
    created_by = factory.SubFactory(UserFactory, roles=["finance"])
    created_at = MORNING


class BillFactory(DjangoModelFactory[Bill]):
    """A bill in hand that matures in half a year."""

    class Meta:
        model = Bill

    receipt = factory.SubFactory(
        ReceiptFactory,
        method=ReceiptMethod.ACCEPTANCE,
        bill_number=factory.Sequence(lambda n: f"5313100000{n:020}"),
        bill_acceptor="中国银行衡阳分行",
        bill_due_on=date(2027, 5, 20),
    )


class RefundFactory(DjangoModelFactory[Refund]):
    class Meta:
        model = Refund

    number = factory.Sequence(lambda n: f"TK-202611-{90_000 + n}")
    receipt = factory.SubFactory(ReceiptFactory)
    customer = factory.SelfAttribute("receipt.customer")
    salesperson = factory.SelfAttribute("receipt.salesperson")
    amount = Decimal("13.00")
    reason = "多付"
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


class DunningStepFactory(DjangoModelFactory[DunningStep]):
    class Meta:
        model = DunningStep

    customer = factory.SubFactory(CustomerFactory)
    salesperson = factory.SelfAttribute("customer.owner")
    region = factory.SelfAttribute("customer.region")
    dunned_on = FRIDAY
    channel = DunningChannel.PHONE
    words = "财务说下周排款"
    overdue_amount = Decimal("113.00")
    days_late = 3
    created_by = factory.SubFactory(UserFactory, roles=["assistant"])
    created_at = MORNING


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
    document = factory.Sequence(lambda n: f"RK-202611-{90_000 + n}")
    actor = factory.SubFactory(UserFactory, roles=["fulfilment"])
    recorded_at = MORNING


def picture_of(number: int) -> bytes:
    """One dot of a colour of its own, as BMP."""
    return (
        b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18"
        + bytes(24)
        + number.to_bytes(4, "little")
    )


class BlobFactory(DjangoModelFactory):
    """A stored file, as far as the table knows."""

    class Meta:
        model = Blob

    content = factory.Sequence(picture_of)
    digest = factory.LazyAttribute(lambda o: sha256(o.content).hexdigest())
    size = factory.LazyAttribute(lambda o: len(o.content))
    kind = "bmp"
    stored_at = MORNING
    reading = Blob.Reading.NONE

    @classmethod
    def _create(cls, model_class: type[Blob], *args: Any, **kwargs: Any) -> Blob:
        content = kwargs.pop("content")
        blob: Blob = super()._create(model_class, *args, **kwargs)
        if not default_storage.exists(blob.storage_name):
            default_storage.save(blob.storage_name, ContentFile(content))
        return blob


class AttachmentFactory(DjangoModelFactory):
    """A drawing on an order."""

    class Meta:
        model = Attachment

    class Params:
        subject = factory.SubFactory(OrderFactory)

    subject_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.subject))
    subject_id = factory.LazyAttribute(lambda o: o.subject.pk)
    kind = "drawing"
    name = factory.Sequence(lambda n: f"图纸 {n}.bmp")
    blob = factory.SubFactory(BlobFactory)
    added_by = factory.SubFactory(UserFactory)
    added_at = MORNING
