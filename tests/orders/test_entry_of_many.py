"""Many orders taken down at once are what they would have been one by one."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.errors import BusinessError, NotAllowed
from core.models import AuditEntry
from customers.factories import CustomerAddressFactory, CustomerFactory
from orders.enums import Event
from orders.factories import MORNING, WarehouseFactory
from orders.models import DeliverySplit, Order, OrderLine, StockBalance
from orders.services import (
    LineDraft,
    OrderDraft,
    OrderHead,
    SplitDraft,
    order_create,
    orders_create,
)
from products.factories import ProductFactory

D = Decimal
OWN = {"id", "history_id", "order_id", "line_id", "subject_id"}


@pytest.fixture
def drafts(wang_jianguo, second_pairs):
    """Orders of two customers, one with two addresses; goods in stock and not; splits."""
    home = CustomerFactory(owner=wang_jianguo, retention_rate=D("0.05"), retention_months=18)
    CustomerAddressFactory(customer=home, address="旧仓", is_default=False)
    CustomerAddressFactory(customer=home, address="新仓", is_default=True)
    away = CustomerFactory()
    there, absent = ProductFactory(code="P-1"), ProductFactory(code="P-2", lead_days=7)
    StockBalance.objects.create(warehouse=WarehouseFactory(), product=there, on_hand=5)
    split = [SplitDraft(D(1), date(2026, 12, 4)), SplitDraft(D(2), date(2026, 12, 18))]
    return [
        OrderDraft(OrderHead(customer=home), [LineDraft(there, D(4)), LineDraft(there, D(4))]),
        OrderDraft(OrderHead(customer=away, delivery_address="工地"), [LineDraft(there, D(4))]),
        OrderDraft(OrderHead(customer=home, note="急"), [LineDraft(absent, D(3), splits=split)]),
        OrderDraft(OrderHead(customer=away), []),
    ]


def shape(model, **condition):
    """The rows without the keys of their own."""
    return [
        {
            f.attname: getattr(row, f.attname)
            for f in model._meta.concrete_fields
            if f.attname not in OWN
        }
        for row in model.objects.filter(**condition).order_by("pk")
    ]


def everything(orders):
    keys = [order.pk for order in orders]
    return {
        "orders": shape(Order, pk__in=keys),
        "lines": shape(OrderLine, order__in=keys),
        "splits": shape(DeliverySplit, line__order__in=keys),
        "versions": [
            (row.history_type, row.history_user_id, row.history_date, row.gross_amount)
            for row in Order.history.filter(id__in=keys).order_by("history_id")
        ],
        "trail": [
            (row.verb, row.actor_id, row.at)
            for row in AuditEntry.objects.filter(subject_id__in=keys, verb=Event.ORDER_CREATED)
        ],
    }


def test_they_are_what_they_would_have_been_one_by_one(drafts, li_min):
    alone = [order_create(actor=li_min, head=d.head, lines=d.lines, at=MORNING) for d in drafts]
    together = orders_create(actor=li_min, drafts=drafts, at=MORNING)
    made = everything(together)
    assert made == everything(alone)
    assert {name: len(rows) for name, rows in made.items()} == {
        "orders": 4, "lines": 4, "splits": 2, "versions": 4, "trail": 4,
    }  # fmt: skip
    assert [order.delivery_address for order in together] == ["新仓", "工地", "新仓", ""]
    assert together[0].lines.first().confirmed_on < together[0].lines.last().confirmed_on


def test_statements_do_not_grow_with_the_orders(drafts, li_min):
    orders_create(actor=li_min, drafts=drafts, at=MORNING)
    counts = []
    for times in (1, 20):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            orders_create(actor=li_min, drafts=drafts * times, at=MORNING)
        counts.append(len(seen))
    few, many = counts
    # SQLite takes fewer values in one statement.
    assert many == few if connection.vendor == "postgresql" else many < 2 * few


def test_none_at_all_is_nothing(li_min):
    assert orders_create(actor=li_min, drafts=[], at=MORNING) == []


def test_one_wrong_line_leaves_nothing_behind(drafts, li_min):
    wrong = OrderDraft(drafts[0].head, [LineDraft(ProductFactory(), D(0))])
    with pytest.raises(BusinessError, match="必须大于 0"):
        orders_create(actor=li_min, drafts=[*drafts, wrong], at=MORNING)
    assert not Order.objects.exists()


def test_a_merged_customer_and_a_role_without_the_right_are_refused(drafts, li_min, ma_qiang):
    with pytest.raises(NotAllowed):
        orders_create(actor=ma_qiang, drafts=drafts, at=MORNING)
    customer = drafts[1].head.customer
    customer.merged_into = drafts[0].head.customer
    customer.save()
    with pytest.raises(BusinessError, match="已并入"):
        orders_create(actor=li_min, drafts=drafts, at=MORNING)
    assert not Order.objects.exists()
