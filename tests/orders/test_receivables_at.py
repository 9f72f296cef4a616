"""What was owed on any day, against a computation that reads every row by itself."""

import json
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from core.errors import BusinessError
from orders.enums import Disposition, ReceivableSource
from orders.factories import ReceivableFactory, SalesPolicyFactory, noon, shipped, stocked
from orders.models import Allocation, Receipt, Receivable
from orders.selectors.account import customer_account
from orders.selectors.receivables import open_items_at, receivables_at, total_of
from orders.services import (
    ReturnRow,
    receipt_allocate,
    receipt_register,
    receipt_reverse,
    sales_return_create,
    sales_return_receive,
)

D = Decimal
DAY = timedelta(days=1)
START = date(2026, 11, 20)
END = date(2027, 3, 31)
AT = noon(END)


def brute_force(on):
    """Outstanding, its buckets and free receipts by customer, row by row in plain Python."""
    owed: dict[str, dict[str, Decimal]] = {}
    for item in Receivable.objects.select_related("customer"):
        if item.arose_on > on:
            continue
        left = item.amount
        for each in Allocation.objects.filter(receivable=item):
            if each.effective_on <= on:
                left -= each.amount
        if not left:
            continue
        days = (on - item.due_on).days
        name = "not_due"
        if left > 0:
            for low, high, bucket in ((1, 30, "1-30"), (31, 60, "31-60"), (61, 90, "61-90")):
                if low <= days <= high:
                    name = bucket
            if days > 90:
                name = "90+"
        mine = owed.setdefault(item.customer.code, {})
        mine[name] = mine.get(name, D(0)) + left
    for receipt in Receipt.objects.select_related("customer"):
        if receipt.received_on > on or (receipt.reversed_on and receipt.reversed_on <= on):
            continue
        free = receipt.amount
        for each in Allocation.objects.filter(receipt=receipt):
            if each.effective_on <= on:
                free -= each.amount
        if free:
            mine = owed.setdefault(receipt.customer.code, {})
            mine["unallocated"] = mine.get("unallocated", D(0)) + free
    return owed


def as_told(on):
    told = {}
    for each in receivables_at(on):
        row = {name: amount for name, amount in each.buckets.items() if amount}
        if each.unallocated:
            row["unallocated"] = each.unallocated
        assert sum(each.buckets.values()) == each.outstanding
        told[each.code] = row
    return told


@pytest.fixture
def a_winter(an_order, li_min, zhou_ting):
    """Three customers' shipments, returns, receipts, allocations and reversals, at random."""
    chance = Random(20261120)
    orders = [an_order(("40", "113"), ("9", "33.3333")) for _ in range(3)]
    shipments, receipts = [], []
    for order in orders:
        stocked(order, actor=li_min)
    day = START
    while day <= END:
        order = chance.choice(orders)
        try:
            match chance.randrange(5):
                case 0 | 1:
                    facts = {"quantities": {1: D(chance.randint(1, 6)), 2: D(1)}}
                    shipments.append(shipped(order, actor=li_min, on=day, **facts))
                case 2:
                    receipts.append(
                        receipt_register(
                            actor=li_min,
                            customer=order.customer,
                            amount=D(chance.randint(100, 99900)) / 100,
                            received_on=day,
                            at=AT,
                        )
                    )
                case 3 if receipts and chance.random() < 0.9:
                    receipt_allocate(actor=li_min, receipt=chance.choice(receipts), on=day, at=AT)
                case 4 if chance.random() < 0.4 and any(
                    each.allocations.exists() for each in receipts
                ):
                    used = [each for each in receipts if each.allocations.exists()]
                    gone = chance.choice(used)
                    receipts.remove(gone)
                    receipt_reverse(actor=zhou_ting, receipt=gone, on=day, reason="退汇", at=AT)
                case 4 if shipments:
                    rows = [
                        ReturnRow(part, D(1), Disposition.SCRAP)
                        for part in chance.choice(shipments).lines.all()
                    ]
                    back = sales_return_create(
                        actor=li_min,
                        shipment=rows[0].shipment_line.shipment,
                        rows=rows,
                        reason="质量",
                        at=AT,
                    )
                    sales_return_receive(actor=li_min, sales_return=back, on=day, at=AT)
        except BusinessError:
            pass
        day += DAY * chance.randint(1, 4)
    _come_back_after_payment(li_min, shipments[-1])
    return orders


def _come_back_after_payment(actor, shipment):
    """What was paid comes back: a credit stands among the items."""
    receipt = receipt_register(
        actor=actor, customer=shipment.customer, amount=D(10**6), received_on=END, at=AT
    )
    receipt_allocate(actor=actor, receipt=receipt, on=END, at=AT)
    rows = [ReturnRow(part, D(1), Disposition.SCRAP) for part in shipment.lines.all()[:1]]
    back = sales_return_create(actor=actor, shipment=shipment, rows=rows, reason="质量", at=AT)
    sales_return_receive(actor=actor, sales_return=back, on=END, at=AT)


def test_any_day_agrees_with_a_count_by_hand(a_winter):
    assert Allocation.objects.filter(reverses__isnull=False).exists()
    assert Receivable.objects.filter(amount__lt=0).exists()
    for days in range(-1, 140, 7):
        on = START + DAY * days
        assert as_told(on) == brute_force(on), on


def test_accounts_close_on_what_is_outstanding_less_what_is_free(a_winter):
    for order in a_winter:
        opening = D("0.00")
        for to_on in (date(2026, 12, 31), date(2027, 1, 31), END):
            from_on = to_on.replace(day=1) if to_on.month != 12 else START
            account = customer_account(order.customer, from_on, to_on)
            aged = [each for each in receivables_at(to_on) if each.pk == order.customer_id]
            told = total_of(aged)
            assert account.closing == told.outstanding - told.unallocated
            assert account.opening + account.debit - account.credit == account.closing
            if to_on == date(2026, 12, 31):
                assert account.opening == opening


def test_the_lines_owe_what_the_items_owe(a_winter):
    for order in a_winter:
        order.refresh_from_db()
        lines = order.lines.all()
        owed = sum(line.receivable_amount - line.collected_amount for line in lines)
        assert owed == sum(
            Receivable.objects.filter(order=order).values_list("open_amount", flat=True)
        )
        assert sum(line.collected_amount for line in lines) == order.collected_amount


def test_groups_add_up_alike(a_winter):
    totals = [total_of(receivables_at(END, by=by)) for by in ("customer", "salesperson", "region")]
    assert totals[0] == totals[1] == totals[2]


def test_an_item_ages_from_the_day_it_arose(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min)
    item = next(open_items_at(date(2027, 1, 1)))
    assert (item.age, item.days_overdue, item.bucket) == (42, 12, "1-30")


def test_the_command_answers_with_stable_keys(an_order, li_min):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min)
    out = StringIO()
    call_command("ageing", "--on", "2027-01-01", "--format", "json", stdout=out)
    nothing = dict.fromkeys(["not_due", "31-60", "61-90", "90+", "unallocated"], "0.00")
    figures = {"outstanding": "1130.00", "1-30": "1130.00", **nothing}
    assert json.loads(out.getvalue()) == {
        "on": "2027-01-01",
        "basis": "shipment",
        "buckets": ["not_due", "1-30", "31-60", "61-90", "90+"],
        "totals": figures,
        "customers": [{"code": order.customer.code, "name": order.customer.name, **figures}],
    }


def test_a_salesperson_is_told_their_own(an_order, li_min, wang_jianguo, zhao_lei):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min)
    assert total_of(receivables_at(END, user=wang_jianguo)).outstanding == D("1130.00")
    assert receivables_at(END, user=zhao_lei) == []


def test_by_what_money_is_owed_is_not_changed_once_it_is(db):
    policy = SalesPolicyFactory()
    policy.receivable_basis = ReceivableSource.INVOICE
    policy.full_clean()
    ReceivableFactory(source=ReceivableSource.SHIPMENT)
    with pytest.raises(ValidationError):
        policy.full_clean()
