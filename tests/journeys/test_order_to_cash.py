"""From the order that is typed to the money that settles it, page by page, each by its person.

12 pumps at 2,380.00 and 30 seals at 170.35, with 13 % tax:
28,560.00 + 5,110.50 = 33,670.50; without tax 25,274.34 + 4,522.57 = 29,796.91;
cost 12 × 1,500 + 30 × 70 = 20,100.00; gross profit 9,696.91.
"""

import json
from decimal import Decimal
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from orders.enums import Element, OrderStatus, ShipmentStatus
from orders.models import (
    HandOver,
    Invoice,
    Order,
    Receipt,
    Receivable,
    Shipment,
    Verification,
    Warehouse,
)

D = Decimal
ALL_AGREE = dict.fromkeys(Element.values, "ok")
PUMPS = {"product_text": "ISG65-160A", "quantity": "12", "unit_price": "2380"}
SEALS = {"product_text": "jx-108", "quantity": "30", "unit_price": "170.35"}

pytestmark = pytest.mark.usefixtures("friday")


def typed(customer, *lines, **head):
    """What the browser sends of a typed order."""
    data = {
        "customer": customer.pk,
        "customer_order_number": "HYSD-88",
        "received_via": "phone",
        "received_at": "2026-11-20T09:30",
        "prices_include_tax": "1",
        "freight_terms": "ours",
        "lines-TOTAL_FORMS": len(lines),
        "lines-INITIAL_FORMS": 0,
        "submission": str(uuid4()),
        **head,
    }
    for index, line in enumerate(lines):
        data |= {f"lines-{index}-{name}": value for name, value in line.items()}
    return data


def post(client, name, record, **data):
    url = reverse(f"orders:{name}", args=[record.pk])
    return client.post(url, {"submission": str(uuid4()), **data})


def text_of(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


@pytest.fixture
def office(company, li_min_client, zhou_ting_client, he_ping, ma_qiang, request):
    """Whose browser: ``office("li_min")``."""
    return lambda name: request.getfixturevalue(f"{name}_client")


@pytest.fixture
def submitted(company, office):
    """李敏 has typed the order and handed it in."""
    office("li_min").post(reverse("orders:order_create"), typed(company, PUMPS, SEALS, do="submit"))
    return Order.objects.get()


@pytest.fixture
def released(submitted, office):
    """周婷 has verified it, 李敏 released it."""
    post(office("zhou_ting"), "order_verify", submitted, **ALL_AGREE)
    post(office("li_min"), "order_release", submitted)
    submitted.refresh_from_db()
    return submitted


def make(order, office):
    """何平 acknowledges and reports; the warehouse takes the goods in."""
    for hand_over in HandOver.objects.filter(order=order):
        heping = office("he_ping")
        assert "2,380" not in text_of(heping, "orders:hand_over_detail", hand_over.pk)
        post(heping, "hand_over_acknowledge", hand_over, planned_finish_on="2026-11-27")
        whole = hand_over.line.quantity
        post(heping, "hand_over_progress", hand_over, finished_quantity=whole)
    pumps, seals = order.lines.order_by("position")
    post(
        office("ma_qiang"),
        "order_take_in",
        order,
        warehouse=order_warehouse(),
        kind="production_in",
        on="2026-11-20",
        **{f"quantity_{pumps.pk}": "12", f"quantity_{seals.pk}": "30"},
    )


def order_warehouse():
    return Warehouse.objects.get().pk


def ship(order, office, **quantities):
    """李敏 draws the shipment up; the warehouse sends it and it is signed for whole."""
    answer = post(
        office("li_min"),
        "order_ship",
        order,
        warehouse=order_warehouse(),
        freight_terms="ours",
        **quantities,
    )
    assert answer.status_code == 302, answer.content.decode()
    shipment = Shipment.objects.order_by("-pk")[0]
    warehouse = office("ma_qiang")
    assert "2,380" not in text_of(warehouse, "orders:shipment_detail", shipment.pk)
    post(warehouse, "shipment_ship", shipment, on="2026-11-20", carrier="德邦")
    signed = {f"quantity_{part.pk}": part.quantity for part in shipment.lines.all()}
    post(warehouse, "shipment_sign", shipment, on="2026-11-20", signed_name="刘师傅", **signed)
    shipment.refresh_from_db()
    assert shipment.status == ShipmentStatus.SIGNED
    return shipment


def test_an_order_becomes_money_and_all_figures_agree(released, company, office, fang_wen_client):
    order = released
    assert (order.status, order.number) == (OrderStatus.RELEASED, "SO-202611-00001")
    assert (order.gross_amount, order.net_amount) == (D("33670.50"), D("29796.91"))
    make(order, office)

    pumps, seals = order.lines.order_by("position")
    part = {f"quantity_{pumps.pk}": "5", f"quantity_{seals.pk}": "30"}
    assert ship(order, office, **part).gross_amount == D("17010.50")
    assert ship(order, office, **{f"quantity_{pumps.pk}": "7"}).gross_amount == D("16660.00")

    li_min, finance = office("li_min"), office("sun_xiaoyan")
    whole = {f"quantity_{pumps.pk}": "12", f"quantity_{seals.pk}": "30"}
    post(li_min, "order_invoice", order, kind="digital_special", on="2026-11-20", **whole)
    invoice = Invoice.objects.get()
    post(finance, "invoice_issue", invoice, number="26432000000000000001", on="2026-11-20")
    invoice.refresh_from_db()
    assert (invoice.gross_amount, invoice.tax_amount) == (D("33670.50"), D("3873.59"))

    finance.post(
        reverse("orders:receipt_create"),
        {
            "customer": company.pk,
            "received_on": "2026-11-20",
            "amount": "20000",
            "method": "bank",
            "settles": "1",
            "submission": str(uuid4()),
        },
    )
    receipt = Receipt.objects.get()
    assert [a.amount for a in receipt.allocations.order_by("pk")] == [D("17010.50"), D("2989.50")]
    figures_agree(order, li_min, fang_wen_client)


def figures_agree(order, li_min, manager):
    """Ledger, account, ageing, daily report and dashboard, to the cent."""
    ledger = text_of(li_min, "orders:ledger_list")
    for figure in ("28,560.00", "5,110.50", "33,670.50", "20,000.00", "13,670.50"):
        assert figure in ledger, figure
    owed = [item.open_amount for item in Receivable.objects.order_by("pk")]
    assert owed == [D("0.00"), D("13670.50")]
    assert "13,670.50" in text_of(li_min, "orders:receivable_ageing")
    assert "13,670.50" in text_of(li_min, "orders:customer_account", order.customer_id)

    said = StringIO()
    call_command("build_report", "daily", "--on", "2026-11-20", "--by", "salesperson", stdout=said)
    report = json.loads(said.getvalue())
    totals = report["totals"]
    assert {key: totals[key] for key in ("amount", "cost", "gross_profit", "receipts")} == {
        "amount": "33670.50",
        "cost": "20100.00",
        "gross_profit": "9696.91",
        "receipts": "20000.00",
    }
    assert (totals["receivable"], totals["orders"]) == ("13670.50", 1)
    assert [(row["label"], row["amount"]) for row in report["groups"]] == [("王建国", "33670.50")]

    said = StringIO()
    call_command("ageing", "--on", "2026-11-20", "--format", "json", stdout=said)
    ageing = json.loads(said.getvalue())
    assert [each["outstanding"] for each in ageing["customers"]] == ["13670.50"]

    board = text_of(manager, "reports:dashboard_show")
    assert "3.37" in board  # 万元
    assert "1.37" in board


def test_nobody_verifies_what_they_typed(submitted, office):
    answer = post(office("li_min"), "order_verify", submitted, **ALL_AGREE)
    submitted.refresh_from_db()
    assert answer.status_code == 403
    assert "以下同事可以：周婷" in answer.content.decode()
    assert submitted.status == OrderStatus.SUBMITTED
    assert not Verification.objects.exists()


def test_a_double_click_on_confirm_verifies_once(submitted, office):
    clicked = {**ALL_AGREE, "submission": str(uuid4())}
    first = post(office("zhou_ting"), "order_verify", submitted, **clicked)
    second = post(office("zhou_ting"), "order_verify", submitted, **clicked)
    assert (first.status_code, second.status_code) == (302, 302)
    assert Verification.objects.count() == 1


def test_a_stale_save_overwrites_nobody(company, office, zhou_ting_client):
    office("li_min").post(reverse("orders:order_create"), typed(company, PUMPS))
    order = Order.objects.get()
    seen = order.version
    fresh = typed(company, {**PUMPS, "quantity": "13"}, seen_version=seen)
    stale = typed(company, {**PUMPS, "quantity": "99"}, seen_version=seen)
    post(office("li_min"), "order_edit", order, **fresh)
    answer = post(office("li_min"), "order_edit", order, **stale)
    assert answer.status_code == 409
    assert order.lines.get().quantity == D(13)


def test_a_price_under_the_floor_stays_a_draft(company, office):
    cheap = {**PUMPS, "unit_price": "2299.99"}
    page = office("li_min").post(
        reverse("orders:order_create"), typed(company, cheap, do="submit"), follow=True
    )
    assert Order.objects.get().status == OrderStatus.DRAFT
    assert "限价" in page.content.decode()


def test_more_than_the_credit_is_refused_by_name(company, office):
    company.credit_limit = D("33670.49")
    company.save()
    page = office("li_min").post(
        reverse("orders:order_create"), typed(company, PUMPS, SEALS, do="submit"), follow=True
    )
    assert Order.objects.get().status == OrderStatus.DRAFT
    assert "信用" in page.content.decode()


def test_more_than_was_ordered_is_not_shipped(released, office):
    make(released, office)
    line = released.lines.order_by("position")[0]
    answer = post(
        office("li_min"),
        "order_ship",
        released,
        warehouse=order_warehouse(),
        freight_terms="ours",
        **{f"quantity_{line.pk}": "12.001"},
    )
    assert answer.status_code == 422
    assert not Shipment.objects.exists()


def test_more_than_came_in_is_not_allocated(released, company, office):
    make(released, office)
    line = released.lines.order_by("position")[0]
    ship(released, office, **{f"quantity_{line.pk}": "1"})
    finance = office("sun_xiaoyan")
    money = {"customer": company.pk, "received_on": "2026-11-20", "amount": "2000"}
    finance.post(
        reverse("orders:receipt_create"),
        {**money, "method": "bank", "submission": str(uuid4())},
    )
    item = Receivable.objects.get()
    answer = post(
        finance,
        "receipt_allocate",
        Receipt.objects.get(),
        on="2026-11-20",
        **{f"quantity_{item.pk}": "2000.01"},
    )
    assert answer.status_code == 422
    item.refresh_from_db()
    assert item.open_amount == D("2380.00")
