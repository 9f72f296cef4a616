"""The demo company: the same each time, and every sum of it foots."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from html import unescape
from re import compile, sub

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import F, Sum
from stdnum.cn import uscc

from accounts.models import User
from backoffice.demo.clients import organization_check
from backoffice.demo.places import KNOWN
from core.audit.words import Verbs
from core.clock import SHANGHAI
from core.database import exact
from core.models import AuditEntry, CompanyHeading, Duty
from core.money import round_money
from core.ui import inbox, menu
from core.ui.opening import may_open
from customers.models import Customer
from orders.enums import (
    AllocationKind,
    BillStatus,
    MovementKind,
    OrderStatus,
    ReceivablePortion,
)
from orders.models import (
    Allocation,
    Bill,
    Invoice,
    InvoiceBook,
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
from orders.selectors.invoice_books import numbers_skipped, tally_of
from reports.models import QuarterResult, Report

TODAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 12, 30, tzinfo=SHANGHAI)
NARROW = ("fangwen", "zhaolei", "luoku", "renhui", "shenji")
LINK = compile(r'(?:href|data-href)="(/[^"#]*)"')
EACH_LINE = ("net_amount", "tax_amount", "gross_amount", "shipped_amount", "collected_amount")


def total(rows, name):
    return exact(2)(rows.aggregate(total=Sum(name))["total"] or Decimal(0))


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


def test_key_customers_keep_money_back_some_of_it_past_its_day(company):
    kept = Receivable.objects.filter(portion=ReceivablePortion.RETENTION)
    assert {str(item.order.retention_rate) for item in kept} == {"0.0500", "0.1000"}
    standing = kept.exclude(open_amount=0)
    assert standing.filter(due_on__lt=TODAY).exists()
    assert standing.filter(due_on__gte=TODAY).exists()
    assert kept.filter(open_amount=0).exists()
    for item in kept:
        price = Receivable.objects.get(shipment=item.shipment, portion=ReceivablePortion.PRICE)
        whole = price.amount + item.amount
        assert item.amount == round_money(whole * item.order.retention_rate)
        assert whole == item.shipment.gross_amount


def test_numbers_of_customers_are_such_as_their_city_gives(company):
    for customer in Customer.objects.exclude(credit_code=None):
        town = KNOWN[customer.province, customer.city]
        assert uscc.is_valid(customer.credit_code)
        assert customer.credit_code[2:6] == town.division
        assert organization_check(customer.credit_code[8:16]) == customer.credit_code[16]
        assert customer.invoice_phone.startswith(f"{town.area}-8")
        assert customer.invoice_address.startswith(town.in_full)
    heading = CompanyHeading.objects.get()
    assert uscc.is_valid(heading.tax_number)


def test_a_fully_digital_invoice_has_twenty_digits_and_its_year_in_front(company):
    digital = Invoice.objects.filter(code="").exclude(issued_on=None)
    issued = digital.values_list("number", "issued_on")

    assert all(len(number) == 20 and number[:2] == f"{on:%y}" for number, on in issued)


def test_each_paper_invoice_stands_on_a_paper_of_the_custody_book(company):
    paper = Invoice.objects.exclude(code="")
    used_up, in_use, fresh = InvoiceBook.objects.order_by("received_on")
    movements = SalesMovement.objects.filter(kind=MovementKind.INVOICED)

    assert tally_of(used_up) == (24, 0, 1, 0, 0, "")
    assert tally_of(in_use) == (8, 0, 1, 0, 16, "00417632")
    assert tally_of(fresh) == (0, 0, 0, 5, 20, "00088201")
    assert numbers_skipped(in_use) == ["00417632"]
    assert paper.count() == 32
    assert {str(each) for each in paper} <= set(movements.values_list("document", flat=True))


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
    assert set(BillStatus) - set(Bill.objects.values_list("status", flat=True)) == {"reversed"}


def test_everybody_finds_work_and_it_is_counted_as_it_is_listed(company):
    with time_machine.travel(MORNING, tick=False):
        found = {
            person.username: (
                inbox.count_for(person),
                sum(group["count"] for group in inbox.groups_of(person)),
            )
            for person in User.objects.active()
        }

    assert len(found) == 21
    assert {name for name, (counted, _listed) in found.items() if not counted} == set()
    assert {name for name, (counted, listed) in found.items() if counted != listed} == set()


@pytest.mark.parametrize("name", ["renhui", "shenji"])
def test_human_resources_and_the_auditor_look_errors_through(company, client, name):
    person = User.objects.get(username=name)
    client.force_login(person)
    with time_machine.travel(MORNING, tick=False):
        (group,) = inbox.groups_of(person)
        first = group["rows"][0]
        page = client.get(first.url, follow=True)

        assert (group["key"], str(group["label"]), group["count"]) == ("core.read", "待阅", 3)
        assert page.status_code == 200
        assert "SO-2026" in page.text
        assert ("单价少录一位" in page.text) == (name == "shenji")
        assert inbox.count_for(person) == 2


def test_late_collections_are_counted_once_in_the_frame(company):
    overdue = Duty.objects.open().filter(kind="orders.collect", due_at__lt=MORNING)
    person = overdue.select_related("person").earliest("pk").person
    with time_machine.travel(MORNING, tick=False):
        waiting = inbox.count_for(person)
        late = overdue.filter(person=person).count()
        module = next(each for each in menu.menu_of(person, "/") if str(each["label"]) == "待办")

    counts = {child["url"]: child["count"] for child in module["children"]}
    assert late
    assert counts["/my-duty/"] == late
    assert module["count"] == waiting


@pytest.mark.parametrize("name", NARROW)
def test_no_link_on_a_page_of_the_navigation_leads_to_a_refusal(company, client, name):
    """Each address once, whatever the keys in it."""
    person = User.objects.get(username=name)
    client.force_login(person)
    with time_machine.travel(MORNING, tick=False):
        modules = menu.menu_of(person, "/")
        begun = {child["url"] for each in modules for child in each["children"] or [each]}
        refused, seen = [], set()
        for url in sorted(begun):
            for found in LINK.findall(client.get(url).text.partition("<main")[2]):
                address = unescape(found)
                shape = sub(r"\d+", "0", address.partition("?")[0])
                if shape in seen or shape.startswith(("/admin/", "/static/")):
                    continue
                seen.add(shape)
                if not may_open(person, address):
                    refused.append((url, address))

    assert refused == []


def test_a_database_with_orders_is_refused(company):
    with pytest.raises(CommandError):
        call_command("seed_demo", "--orders", "1", verbosity=0)


def test_the_last_reports_are_frozen(company):
    kinds = list(Report.objects.order_by("kind").values_list("kind", flat=True))

    assert kinds == ["daily"] * 5 + ["monthly", "quarterly", "weekly", "weekly"]


def test_the_last_quarter_is_with_the_salespeople(company):
    stands = set(QuarterResult.objects.values_list("status", flat=True))

    assert stands == {"asked", "disputed", "confirmed", "checked"}
    assert sum(each.amount for each in QuarterResult.objects.all()) == (
        Report.objects.get(kind="quarterly").amount
    )
