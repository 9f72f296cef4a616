"""Receipts, invoices and opening stock from files: as typed, or as they were."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.factories import UserFactory
from core.models import AuditEntry
from customers.factories import CustomerFactory
from orders.enums import InvoiceStatus, MovementKind, ReceiptStatus, StockKind
from orders.models import (
    Bill,
    Invoice,
    Order,
    Receipt,
    Receivable,
    SalesMovement,
    StockBalance,
    StockMovement,
    Warehouse,
)
from products.factories import ProductFactory

D = Decimal


@pytest.fixture
def bring(db, tmp_path):
    """Import a CSV as the command does; returns its exit code and what it said."""
    UserFactory(username="importer", roles=["assistant", "supervisor", "finance"])

    def run(ledger: str, text: str, *, historical: bool = False) -> tuple[int, str]:
        file = Path(tmp_path) / f"{ledger}.csv"
        file.write_text(text, encoding="utf-8")
        said = StringIO()
        options = {"user": "importer", "historical": historical, "stdout": said}
        try:
            call_command("import_file", ledger, str(file), **options)
        except SystemExit as end:
            return int(end.code or 0), said.getvalue()
        return 0, said.getvalue()

    return run


@pytest.fixture
def history(bring):
    """Two finished orders of one customer."""
    CustomerFactory(code="K1")
    ProductFactory(code="P1", tax_rate="0.13", cost=0)
    text = """订单号,客户编码,订单日期,发货日期,产品编码,数量,单价
A-1,K1,2026-03-01,2026-03-10,P1,10,113
A-2,K1,2026-04-01,2026-04-10,P1,1,100
"""
    assert bring("orders", text, historical=True)[0] == 0


RECEIPTS = """客户编码,到账日期,到账金额,回款方式,银行流水号
K1,2026-11-02,500.00,银行转账,R-1
K1,2026-11-02,80.00,现金,
K1,2026-11-02,80.00,现金,
"""


def test_receipts_come_in_as_typed_and_the_second_time_change_nothing(bring):
    CustomerFactory(code="K1")

    assert bring("receipts", RECEIPTS)[0] == 0
    assert bring("receipts", RECEIPTS)[0] == 0

    receipts = Receipt.objects.order_by("pk")
    assert [(r.amount, r.free_amount, r.reference) for r in receipts] == [
        (D("500.00"), D("500.00"), "R-1"),
        (D("80.00"), D("80.00"), ""),
        (D("80.00"), D("80.00"), ""),
    ]
    assert {r.status for r in receipts} == {ReceiptStatus.REGISTERED}


@pytest.mark.parametrize("historical", [False, True])
def test_a_bill_from_a_file_is_in_hand(bring, historical):
    CustomerFactory(code="K1")
    text = """客户编码,到账日期,到账金额,回款方式,票据号码,承兑人,到期日
K1,2026-11-02,500.00,承兑汇票,5131054002026,招商银行,2027-05-02
K1,2026-11-02,80.00,现金,,,
"""

    assert bring("receipts", text, historical=historical)[0] == 0
    assert bring("receipts", text, historical=historical)[0] == 0

    bill = Bill.objects.get()
    assert (bill.status, bill.receipt.bill_acceptor) == ("held", "招商银行")
    assert Bill.history.count() == 1


def test_a_known_reference_with_another_amount_is_refused(bring):
    CustomerFactory(code="K1")
    bring("receipts", RECEIPTS)

    code, said = bring("receipts", RECEIPTS.replace("500.00", "501.00"))

    assert code == 1
    assert "R-1" in said
    assert Receipt.objects.count() == 3


def test_what_the_service_refuses_is_said_at_its_row_before_anything_is_written(bring):
    CustomerFactory(code="K1", name="衡阳水泵")
    text = """客户编码,到账日期,到账金额,付款人
K1,2026-11-02,500.00,
K1,2026-11-02,90.00,长沙某公司
"""

    code, said = bring("receipts", text)

    assert code == 1
    assert "3" in said
    assert Receipt.objects.count() == 0


def test_historical_receipts_settle_the_orders_they_name(bring, history):
    text = """客户编码,到账日期,到账金额,订单号
K1,2026-05-01,1000.00,A-1
K1,2026-05-09,200.00,A-1
K1,2026-05-10,60.00,
"""
    assert bring("receipts", text, historical=True)[0] == 0

    first, second, third = Receipt.objects.order_by("pk")
    assert (first.free_amount, second.free_amount, third.free_amount) == (
        D("0.00"),
        D("70.00"),
        D("60.00"),
    )
    items = Receivable.objects.order_by("pk")
    assert [(i.amount, i.open_amount, i.arose_on) for i in items] == [
        (D("1000.00"), D("0.00"), date(2026, 3, 10)),
        (D("130.00"), D("0.00"), date(2026, 3, 10)),
    ]
    assert Order.objects.get(number="A-1").collected_amount == D("1130.00")
    assert AuditEntry.objects.filter(subject_text=first.number).exists()
    assert bring("receipts", text, historical=True)[0] == 0
    assert Receipt.objects.count() == 3


def test_an_order_under_way_takes_no_historical_receipt(bring, an_order):
    order = an_order(("10", "113"))
    text = (
        f"客户编码,到账日期,到账金额,订单号\n{order.customer.code},2026-05-01,10,{order.number}\n"
    )

    code, _said = bring("receipts", text, historical=True)

    assert (code, Receipt.objects.count()) == (1, 0)


INVOICES = """发票号码,开票日期,订单号,数量
26430000000000000001,2026-05-02,A-1,4
26430000000000000002,2026-05-03,A-1,
26430000000000000002,2026-05-03,A-2,
"""


def test_historical_invoices_charge_what_is_left_and_owe_nothing(bring, history):
    assert bring("invoices", INVOICES, historical=True)[0] == 0

    first, second = Invoice.objects.order_by("pk")
    assert (first.gross_amount, first.tax_amount) == (D("452.00"), D("52.00"))
    assert second.gross_amount == D("778.00")  # 6 × 113 + 100
    assert second.lines.count() == 2
    assert first.status == InvoiceStatus.RECEIVED
    moved = SalesMovement.objects.filter(kind=MovementKind.INVOICED)
    assert sum(m.gross_amount for m in moved) == D("1230.00")
    assert Receivable.objects.count() == 0
    assert bring("invoices", INVOICES, historical=True)[0] == 0
    assert Invoice.objects.count() == 2


def test_a_historical_invoice_above_its_order_is_refused(bring, history):
    again = "发票号码,开票日期,订单号,数量\n26430000000000000009,2026-05-02,A-1,11\n"

    code, _said = bring("invoices", again, historical=True)

    assert (code, Invoice.objects.count()) == (1, 0)


def test_live_invoices_walk_the_way_of_typed_ones(bring, an_order):
    order = an_order(("10", "113"))
    head = "发票号码,开票日期,订单号,数量,超发货开票原因\n"
    row = f"26430000000000000001,{order.ordered_on},{order.number},10,"

    refused = bring("invoices", f"{head}{row}\n")
    assert refused[0] == 1  # nothing was shipped yet
    assert Invoice.objects.count() == 0

    assert bring("invoices", f"{head}{row}先票后货\n")[0] == 0
    invoice = Invoice.objects.get()
    assert (invoice.status, invoice.gross_amount) == (InvoiceStatus.ISSUED, D("1130.00"))


STOCK = """仓库,期初日期,产品编码,期初数量
W1,2026-11-01,P1,20
W1,2026-11-01,P2,3.5
"""


def test_opening_stock_comes_in_once(bring):
    Warehouse.objects.create(code="W1", name="成品库")
    ProductFactory(code="P1")
    ProductFactory(code="P2")

    assert bring("opening_stock", STOCK)[0] == 0
    assert bring("opening_stock", STOCK)[0] == 0

    balances = StockBalance.objects.order_by("product__code")
    assert [b.on_hand for b in balances] == [D("20.000"), D("3.500")]
    kinds = set(StockMovement.objects.values_list("kind", "moved_on"))
    assert kinds == {(StockKind.OPENING, date(2026, 11, 1))}
    assert bring("opening_stock", STOCK.replace(",20\n", ",21\n"))[0] == 1
