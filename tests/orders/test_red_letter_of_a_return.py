"""A return that waits for its red letter leads to it, and is done with once it stands."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from core.errors import BusinessError
from orders.factories import noon, shipped, stocked
from orders.models import Invoice
from orders.services import (
    Confirmation,
    InvoiceRow,
    ReturnRow,
    invoice_apply,
    invoice_issue,
    invoice_reverse,
    sales_return_create,
    sales_return_receive,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
AT = noon(MONDAY)
SHEET = "3201012111000123"

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(an_order, li_min):
    """Ten pumps at 113.00 that left on Friday."""
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min)
    return order


def invoiced(actor, order, quantity, number):
    facts = {"on": FRIDAY, "at": noon(FRIDAY)}
    rows = [InvoiceRow(order.lines.get(), D(quantity))]
    applied = invoice_apply(actor=actor, customer=order.customer, rows=rows, **facts)
    return invoice_issue(actor=actor, invoice=applied, number=number * 20, **facts)


def came_back(actor, order, quantity):
    shipment = order.shipments.get()
    rows = [ReturnRow(shipment.lines.get(), D(quantity))]
    drawn = sales_return_create(actor=actor, shipment=shipment, rows=rows, reason="泵体渗漏", at=AT)
    return sales_return_receive(actor=actor, sales_return=drawn, on=MONDAY, at=AT)


def page_of(sales_return):
    return reverse("orders:sales_return_reverse", args=[sales_return.pk])


def reversed_by(actor, invoice, **facts):
    confirmation = {"number": SHEET, "confirmed_on": MONDAY, "reason": "退货"}
    for name in set(confirmation) & set(facts):
        confirmation[name] = facts.pop(name)
    return invoice_reverse(
        actor=actor,
        invoice=invoice,
        rows=None,
        number="9" * 20,
        confirmation=Confirmation(**confirmation),
        on=MONDAY,
        at=AT,
        **facts,
    )


def test_the_return_leads_to_the_red_letter_with_what_came_back(order, li_min, li_min_client):
    blue = invoiced(li_min, order, "10", "1")
    back = came_back(li_min, order, "2")
    with time_machine.travel(AT, tick=False):
        led = li_min_client.get(page_of(back))
        form = li_min_client.get(led.url).context["form"]
        (row,) = form.rows

        assert led.url == f"/orders/invoice/{blue.pk}/reverse/?sales_return={back.pk}"
        assert row["facts"][-1][1] == "2 · 226.00"
        assert form.initial["red_reason"] == f"退货 {back.number}：泵体渗漏"

        part = blue.lines.get()
        typed = {
            "sales_return": back.pk,
            "number": "2" * 20,
            "on": "2026-11-23",
            "red_confirmation": SHEET,
            "red_began_by": "buyer",
            "confirmed_on": "2026-11-23",
            "red_reason": "退货",
            f"quantity_{part.pk}": row["quantity"].initial,
        }
        answer = li_min_client.post(f"/orders/invoice/{blue.pk}/reverse/", typed)

    red = Invoice.objects.get(is_red=True)
    back.refresh_from_db()
    assert answer.url == reverse("orders:invoice_detail", args=[red.pk])
    assert (red.sales_return, red.gross_amount) == (back, D("-226.00"))
    assert not back.needs_red_letter
    page = li_min_client.get(answer.url).text
    assert f'<a href="/orders/sales-return/{back.pk}/">{back.number}</a>' in page
    assert "购买方" in page
    assert li_min_client.get(page_of(back)).url == f"/orders/sales-return/{back.pk}/"


def test_of_several_invoices_each_is_offered(order, li_min, li_min_client):
    most = invoiced(li_min, order, "6", "1")
    other = invoiced(li_min, order, "4", "2")
    back = came_back(li_min, order, "5")

    led = li_min_client.get(page_of(back))
    form = li_min_client.get(led.url).context["form"]

    assert led.url.startswith(f"/orders/invoice/{most.pk}/")
    assert [each["invoice"] for each in form.others] == [other]
    assert [row["quantity"].initial for row in form.rows] == ["5"]


def test_a_red_letter_of_its_own_is_enough_for_a_return(order, li_min):
    """Another return of the same goods goes on waiting."""
    blue = invoiced(li_min, order, "2", "1")
    invoiced(li_min, order, "8", "2")
    first, second = came_back(li_min, order, "2"), came_back(li_min, order, "3")

    reversed_by(li_min, blue, sales_return=first)

    first.refresh_from_db(), second.refresh_from_db()
    assert (first.needs_red_letter, second.needs_red_letter) == (False, True)


def test_a_return_of_other_goods_is_refused(order, an_order, li_min):
    other = an_order(("3", "113"), customer=order.customer)
    stocked(other, actor=li_min)
    shipped(other, actor=li_min)
    blue = invoiced(li_min, order, "10", "1")
    back = came_back(li_min, other, "1")

    with pytest.raises(BusinessError) as refusal:
        reversed_by(li_min, blue, sales_return=back)
    assert refusal.value.code == "other_goods"


@pytest.mark.parametrize("day", [date(2035, 1, 1), TUESDAY, date(2026, 11, 19)])
def test_a_confirmation_lies_between_the_invoice_and_its_red_letter(order, li_min, day):
    blue = invoiced(li_min, order, "10", "1")
    with pytest.raises(BusinessError) as refusal:
        reversed_by(li_min, blue, confirmed_on=day)
    assert (refusal.value.code, refusal.value.field) == ("confirmed_on", "confirmed_on")


@pytest.mark.parametrize("number", ["x", "无", "HZ-1", "a b c d"])
def test_what_is_no_number_is_no_confirmation(order, li_min, number):
    blue = invoiced(li_min, order, "10", "1")
    with pytest.raises(BusinessError) as refusal:
        reversed_by(li_min, blue, number=number)
    assert refusal.value.code == "confirmation_number"


def test_an_unusual_confirmation_and_an_early_issue_are_ticked(order, li_min, li_min_client):
    blue = invoiced(li_min, order, "5", "1")
    rows = [InvoiceRow(order.lines.get(), D(5))]
    applied = invoice_apply(actor=li_min, customer=order.customer, rows=rows, on=MONDAY, at=AT)
    part = blue.lines.get()
    red = {
        "number": "2" * 20,
        "on": "2026-11-23",
        "red_confirmation": "HZ4301",
        "red_began_by": "buyer",
        "confirmed_on": "2026-11-23",
        "red_reason": "退货",
        f"quantity_{part.pk}": "1",
    }
    with time_machine.travel(AT, tick=False):
        for url, typed, code in (
            (f"/orders/invoice/{blue.pk}/reverse/", red, "confirmation"),
            (
                f"/orders/invoice/{applied.pk}/issue/",
                {"number": "3" * 20, "on": "2026-11-20"},
                "before_application",
            ),
        ):
            first = li_min_client.post(url, typed)
            assert (first.status_code, [c for c, _text in first.context["form"].warnings]) == (
                422,
                [code],
            )
            assert li_min_client.post(url, {**typed, "accepted": code}).status_code == 302


def test_the_papers_of_a_red_letter_hang_on_it_alone(order, li_min, li_min_client):
    blue = invoiced(li_min, order, "10", "1")
    red = reversed_by(li_min, blue)

    kinds = [
        {
            kind.key
            for kind in li_min_client.get(
                reverse("orders:invoice_detail", args=[each.pk]), {"tab": "papers"}
            ).context["papers"]["kinds"]
        }
        for each in (blue, red)
    ]

    assert kinds[1] - kinds[0] == {"red_confirmation", "input_tax_transfer"}
