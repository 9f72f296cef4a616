"""The demo company: the same each time, and every sum of it foots."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Sum

from core.audit.words import Verbs
from core.database import exact
from core.models import AuditEntry
from orders.enums import AllocationKind, MovementKind, OrderStatus
from orders.models import (
    Allocation,
    Invoice,
    Order,
    OrderLine,
    Receipt,
    Receivable,
    SalesMovement,
    SalesReturn,
    Shipment,
    StockBalance,
    StockMovement,
)
from reports.models import Report

TODAY = date(2026, 11, 20)
EACH_LINE = ("net_amount", "tax_amount", "gross_amount", "shipped_amount", "collected_amount")


def total(rows, name):
    return exact(2)(rows.aggregate(total=Sum(name))["total"] or Decimal(0))


pytestmark = pytest.mark.xdist_group("company")


@pytest.fixture(scope="module")
def made_company(django_db_setup, django_db_blocker):
    """Made once for all tests that only read it; they stand inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", "--orders", "150", "--today", TODAY.isoformat(), verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def company(made_company, db):
    """The company, as each test finds it."""


def test_every_sum_of_the_demo_company_foots(company):
    lines = OrderLine.objects.exclude(order__status=OrderStatus.DRAFT)
    orders = Order.objects.exclude(status=OrderStatus.DRAFT)
    for name in EACH_LINE:
        assert total(orders, name) == total(lines, name)
    settled = Allocation.objects.filter(kind=AllocationKind.RECEIPT)
    assert total(Receipt.objects.all(), "amount") == total(settled, "amount") + total(
        Receipt.objects.all(), "free_amount"
    )
    assert total(Receivable.objects.all(), "open_amount") == total(
        Receivable.objects.all(), "amount"
    ) - total(Allocation.objects.all(), "amount")
    shipped = SalesMovement.objects.filter(kind=MovementKind.SHIPPED)
    assert total(shipped, "gross_amount") == total(
        Shipment.objects.exclude(shipped_on=None), "gross_amount"
    )


def test_every_verb_of_the_trail_has_a_name(company):
    named = {verb for verb, _word in Verbs().choices}
    assert set(AuditEntry.objects.values_list("verb", flat=True)) <= named


def test_what_came_back_after_its_invoice_has_its_red_letter_or_waits_for_it(company):
    red = Invoice.objects.filter(is_red=True)
    waiting = SalesReturn.objects.filter(needs_red_letter=True)

    assert red.exists()
    assert total(red, "gross_amount") == -total(
        SalesReturn.objects.filter(red_letters__isnull=False), "gross_amount"
    )
    assert not waiting.filter(red_letters__isnull=False).exists()
    assert all(row.returned_on > TODAY - timedelta(days=30) for row in waiting)
    for line in OrderLine.objects.filter(invoice_lines__red_of__isnull=False):
        assert line.invoiced_quantity == total(line.invoice_lines, "quantity")
    billed = SalesMovement.objects.filter(kind__in=[MovementKind.INVOICED, MovementKind.RED_LETTER])
    assert total(billed, "gross_amount") == total(
        Invoice.objects.exclude(issued_on=None), "gross_amount"
    )


def test_no_stock_is_ever_below_zero(company):
    running: dict[int, Decimal] = {}
    for product, quantity in StockMovement.objects.order_by("moved_on", "id").values_list(
        "product", "quantity"
    ):
        running[product] = running.get(product, Decimal(0)) + quantity
        assert running[product] >= 0
    assert {b.product_id: b.on_hand for b in StockBalance.objects.all() if b.on_hand} == {
        product: left for product, left in running.items() if left
    }


def test_work_waits_in_each_inbox(company):
    waiting = Order.objects.filter(status=OrderStatus.SUBMITTED).count()

    assert waiting >= 12
    assert Order.objects.filter(status=OrderStatus.DRAFT).count() >= 3
    assert Receipt.objects.filter(free_amount=F("amount")).count() >= 3


def test_a_database_with_orders_is_refused(company):
    with pytest.raises(CommandError):
        call_command("seed_demo", "--orders", "1", verbosity=0)


def test_the_last_reports_are_frozen(company):
    kinds = list(Report.objects.order_by("kind").values_list("kind", flat=True))

    assert kinds == ["daily"] * 5 + ["monthly", "weekly", "weekly"]
