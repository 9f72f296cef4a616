"""Orders from files: live drafts, finished history, two files, odd numbers."""

from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Sum

from accounts.factories import UserFactory
from core.models import AuditEntry, ImportBatch
from core.ui import lists
from customers.factories import CustomerFactory
from orders.enums import MovementKind, OrderStatus, ReceivedVia
from orders.models import Order, Receivable, SalesMovement, Shipment
from products.factories import ProductFactory
from reports.selectors import dashboard

D = Decimal


@pytest.fixture
def importer(db):
    """Somebody who may bring in history too."""
    return UserFactory(username="importer", roles=["assistant", "supervisor"])


@pytest.fixture
def bring(importer, tmp_path):
    """Import a CSV as the command does; returns its exit code."""

    def run(ledger: str, text: str, *, historical: bool = True, mapping: str = "") -> int:
        file = Path(tmp_path) / f"{ledger}.csv"
        file.write_text(text, encoding="utf-8")
        options = {"user": "importer", "historical": historical, "stdout": StringIO()}
        if mapping:
            options["mapping"] = mapping
        try:
            call_command("import_file", ledger, str(file), **options)
        except SystemExit as end:
            return int(end.code or 0)
        return 0

    return run


@pytest.fixture
def catalogue(db):
    """Two customers, two products without tax."""
    return [
        CustomerFactory(code="K1"),
        CustomerFactory(code="K2"),
        ProductFactory(code="P1", tax_rate=0, cost=0),
        ProductFactory(code="P2", tax_rate=0, cost=0),
    ]


SUPERSTORE = """订单 ID,订单日期,发货日期,客户 ID,产品 ID,销售额,数量,折扣,利润
CN-1,2017-04-27,2017-04-29,K1,P1,129.696,2,0.4,-60.704
CN-1,2017-04-27,2017-05-02,K1,P2,125.43999999999998,2,0,42.56
CN-1,2017-04-27,2017-04-30,K2,P1,10.005,1,0,1
CN-1,2017-06-01,,K1,P1,20,1,0,0
"""


@pytest.mark.usefixtures("catalogue")
def test_what_history_never_shipped_is_not_late(bring, li_min):
    dated = SUPERSTORE.replace("客户 ID", "要求交期,客户 ID").replace(",K", ",2017-06-05,K")

    assert bring("orders", dated) == 0

    never = Order.objects.get(number="CN-1-3")
    assert (never.requested_on, never.promised_on) == (date(2017, 6, 5), None)
    assert never.lines.get().confirmed_on is None
    today = date(2026, 11, 20)
    for name in ("orders", "order_tracking"):
        late = lists.find(name)(user=li_min, params={"late": ["1"]}, today=today)
        assert late.count() == (0, False)
    assert dashboard.late_orders(user=li_min, on=today)["orders"] == 0


@pytest.mark.usefixtures("catalogue")
def test_history_comes_in_finished_with_its_movements(bring):
    assert bring("orders", SUPERSTORE) == 0
    orders = list(Order.objects.order_by("pk"))
    assert [order.number for order in orders] == ["CN-1", "CN-1-2", "CN-1-3"]
    assert {order.source_number for order in orders} == {"CN-1"}
    assert [order.status for order in orders] == [
        OrderStatus.CLOSED,
        OrderStatus.CLOSED,
        OrderStatus.RELEASED,
    ]
    first = orders[0]
    assert first.gross_amount == D("255.14")
    assert first.lines.get(position=1).unit_price == D("64.8500")
    assert first.net_amount - first.cost_amount == D("-18.14")
    assert first.batch == ImportBatch.objects.get()
    confirmed = SalesMovement.objects.filter(kind=MovementKind.CONFIRMED)
    assert confirmed.aggregate(total=Sum("gross_amount"))["total"] == D("285.15")
    shipped = SalesMovement.objects.filter(kind=MovementKind.SHIPPED, order=first)
    assert sorted(shipped.values_list("moved_on", flat=True)) == [
        date(2017, 4, 29),
        date(2017, 5, 2),
    ]
    assert Shipment.objects.filter(order=first).count() == 2
    assert AuditEntry.objects.filter(verb="orders.order_created").count() == 3
    assert Order.history.count() == 3


@pytest.mark.usefixtures("catalogue")
def test_the_same_file_twice_changes_nothing(bring):
    bring("orders", SUPERSTORE)
    assert bring("orders", SUPERSTORE) == 0
    assert Order.objects.count() == 3
    assert ImportBatch.objects.latest("pk").same_count == 4


@pytest.mark.usefixtures("catalogue")
def test_a_finished_order_does_not_change_by_a_file(bring):
    bring("orders", SUPERSTORE)
    assert bring("orders", SUPERSTORE.replace("10.005", "11")) == 1
    assert Order.objects.get(number="CN-1-2").gross_amount == D("10.01")


@pytest.mark.usefixtures("catalogue")
def test_two_files_make_one_order(bring):
    heads = (
        "OrderID,CustomerID,OrderDate,RequiredDate,ShippedDate,Freight,ShipName\n"
        "10248,K1,1996-07-04 00:00:00.000,1996-08-01,1996-07-16,32.38,Vins\n"
        "10249,K2,1996-07-05 00:00:00.000,1996-08-16,,1.00,Toms\n"
    )
    lines = (
        "OrderID,ProductID,UnitPrice,Quantity,Discount\n"
        "10248,P1,14,12,0.15\n10248,P2,9.8,10,0\n10249,P1,18.6,9,0\n"
    )
    assert bring("orders", heads) == 0
    assert bring("order_lines", lines) == 0
    assert bring("order_lines", lines) == 0
    shipped, open_ = Order.objects.order_by("number")
    assert shipped.gross_amount == D("240.80")
    assert shipped.shipped_amount == D("240.80")
    assert (shipped.status, open_.status) == (OrderStatus.CLOSED, OrderStatus.RELEASED)
    assert shipped.freight_amount == D("32.38")
    assert Shipment.objects.get().gross_amount == D("240.80")
    assert SalesMovement.objects.count() == 5
    assert bring("order_lines", lines.replace("18.6", "19")) == 1


@pytest.mark.usefixtures("catalogue")
def test_live_orders_land_as_drafts_and_may_come_again_changed(bring, importer):
    text = "订单号,客户编码,订单日期,产品编码,数量,单价\nPO-7,K1,2026-11-20,P1,3,2350\n"
    assert bring("orders", text, historical=False) == 0
    order = Order.objects.get()
    assert (order.status, order.number, order.source_number) == (OrderStatus.DRAFT, None, "PO-7")
    assert order.received_via == ReceivedVia.IMPORT
    assert order.gross_amount == D("7050.00")
    assert not SalesMovement.objects.exists()
    assert bring("orders", text.replace(",3,", ",4,"), historical=False) == 0
    order.refresh_from_db()
    assert order.gross_amount == D("9400.00")
    assert Order.objects.count() == 1


@pytest.mark.usefixtures("catalogue")
def test_a_wrong_row_keeps_its_whole_order_out(bring):
    text = (
        "订单号,客户编码,订单日期,产品编码,数量,单价\n"
        "A,K1,2026-11-20,P1,3,2350\nA,K1,2026-11-20,P9,3,2350\nB,K1,2026-11-20,P1,-1,2350\n"
    )
    assert bring("orders", text, historical=False) == 1
    assert not Order.objects.exists()
    assert ImportBatch.objects.get().error_count == 3


def test_live_orders_keep_back_what_the_file_says_else_what_the_customer_usually_does(bring):
    CustomerFactory(code="K1", retention_rate=D("0.05"), retention_months=18)
    ProductFactory(code="P1", tax_rate=0)
    text = """订单号,客户编码,订单日期,产品编码,数量,单价,质保金比例,质保期(月)
A-1,K1,2026-03-01,P1,10,113,10%,24
A-2,K1,2026-03-01,P1,10,113,,
A-3,K1,2026-03-01,P1,10,113,0,
A-4,K1,2026-03-01,P1,10,113,7.5,12
"""
    assert bring("orders", text, historical=False) == 0
    terms = Order.objects.order_by("source_number").values_list(
        "retention_rate", "retention_months"
    )
    assert list(terms) == [(D("0.1"), 24), (D("0.05"), 18), (D("0"), 18), (D("0.075"), 12)]
    assert bring("orders", text.replace("10%", "31%").replace("A-", "B-"), historical=False) != 0


def test_historical_orders_say_what_was_kept_back_and_owe_nothing(bring):
    CustomerFactory(code="K1", retention_rate=D("0.05"))
    ProductFactory(code="P1", tax_rate=0)
    text = """订单号,客户编码,订单日期,发货日期,产品编码,数量,单价,质保金率,质保月数
A-1,K1,2025-03-01,2025-03-02,P1,10,113,10%,24
A-2,K1,2025-03-01,2025-03-02,P1,10,113,,
"""
    assert bring("orders", text) == 0
    terms = Order.objects.order_by("number").values_list("retention_rate", "retention_months")
    assert list(terms) == [(D("0.1"), 24), (D("0"), 12)]
    assert not Receivable.objects.exists()
