"""What the machine says of prices, tax, days, and why it lets the rest pass."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from core.errors import BusinessError
from customers.factories import CustomerFactory
from orders.enums import CheckKind, CheckLevel
from orders.factories import MORNING, draft_order, submitted_order, verified_order
from orders.models import SalesPolicy
from orders.selectors.checked_lines import checked_lines
from orders.selectors.checks import checks_of
from orders.services import (
    ALL_OK,
    LineDraft,
    OrderHead,
    order_create,
    order_save_draft,
    order_verify,
)
from orders.services.entry import head_of
from products.factories import ProductFactory

D = Decimal
ON = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _in_english(settings, second_pairs):
    settings.LANGUAGE_CODE = "en"


def said(order, kind) -> list[tuple[str, str]]:
    """Level and sentence of each answer of that kind."""
    answers = checks_of(order, checked_lines(order), on=ON)
    return [(str(each.level), each.sentence) for each in answers if each.kind == kind]


def pump(**facts):
    facts = {"code": "ISG100-120", "list_price": D(3870), "floor_price": D(3000)} | facts
    return ProductFactory(**facts)


def at_price(li_min, price, *, product=None, **facts):
    line = LineDraft(product or pump(), D(1), unit_price=D(price), **facts.pop("line", {}))
    return draft_order(actor=li_min, lines=[line], **facts)


def test_a_digit_too_many_warns(li_min):
    order = at_price(li_min, "38700")
    assert said(order, CheckKind.LIST_PRICE) == [
        ("warning", "ISG100-120: the price is 900.0% above the list price 3,870.00.")
    ]


@pytest.mark.parametrize(
    ("price", "level"), [("4644", "pass"), ("4644.01", "warning"), ("3289.5", "pass")]
)
def test_the_tolerance_is_a_fifth_above_the_list_and_15_percent_below(li_min, price, level):
    order = at_price(li_min, price)
    assert [each for each, _why in said(order, CheckKind.LIST_PRICE)] == [level]


def test_a_company_sets_its_own_tolerance(li_min):
    SalesPolicy.objects.create(pk=1, price_tolerance=D(5))
    order = at_price(li_min, "4100")
    assert said(order, CheckKind.LIST_PRICE)[0][0] == CheckLevel.WARNING


@pytest.mark.parametrize(
    ("price", "sentence"),
    [
        ("4800.01", "ISG100-120: the price is 20.0% above the last price 4,000.00 ({number})."),
        ("3199.99", "ISG100-120: the price is 20.0% below the last price 4,000.00 ({number})."),
    ],
)
def test_a_price_far_from_the_last_one_to_the_customer_warns(li_min, zhang_lan, price, sentence):
    product, customer = pump(), CustomerFactory()
    line = LineDraft(product, D(1), unit_price=D(4000))
    before = verified_order(actor=li_min, second=zhang_lan, customer=customer, lines=[line])
    order = at_price(li_min, price, product=product, customer=customer)
    assert said(order, CheckKind.LAST_PRICE) == [("warning", sentence.format(number=before.number))]
    near = at_price(li_min, "4400", product=product, customer=customer)
    assert said(near, CheckKind.LAST_PRICE) == [
        ("pass", "110% of the last price to this customer.")
    ]


def test_a_tax_rate_that_is_not_the_products_warns_and_names_both(li_min):
    order = at_price(li_min, "3870", line={"tax_rate": D("0.06")})
    assert said(order, CheckKind.TAX_RATE) == [
        ("warning", "ISG100-120: tax rate 6%, in the catalogue 13%.")
    ]


def test_tax_rates_are_said_to_the_last_place_and_spans_to_the_first(li_min):
    order = at_price(li_min, "3866.13", line={"tax_rate": D("0.1304")})
    assert said(order, CheckKind.TAX_RATE) == [
        ("warning", "ISG100-120: tax rate 13.04%, in the catalogue 13%.")
    ]
    assert said(order, CheckKind.LIST_PRICE) == [("pass", "99.9% of the list price.")]


@pytest.mark.parametrize(
    ("agreed", "usual", "answer"),
    [
        (("0.1", 12), ("0.05", 12), ("warning", "{}: 10% for 12 months; {}: 5% for 12 months.")),
        (("0.05", 18), ("0.05", 12), ("warning", "{}: 5% for 18 months; {}: 5% for 12 months.")),
        (("0", 12), ("0.05", 12), ("warning", "{}: none; {}: 5% for 12 months.")),
        (("0.05", 1), ("0", 12), ("warning", "{}: 5% for 1 month; {}: none.")),
        (("0.05", 12), ("0.05", 12), ("pass", "Retention money 5% for 12 months, as {}.")),
        (("0", 12), ("0", 24), ("pass", "No retention money is agreed.")),
    ],
)
def test_retention_that_is_not_the_customers_warns_and_names_both(li_min, agreed, usual, answer):
    terms = [{"retention_rate": D(rate), "retention_months": n} for rate, n in (agreed, usual)]
    order = at_price(li_min, "3870", customer=CustomerFactory(**terms[1]), **terms[0])
    heads = ("Retention money on this order", "with the customer")
    sentence = answer[1].format(*heads if answer[0] == "warning" else heads[1:])
    assert said(order, CheckKind.RETENTION) == [(answer[0], sentence)]


def test_an_order_received_long_before_it_was_taken_down_warns(li_min):
    old = MORNING - timedelta(days=31)
    order = at_price(li_min, "3870", received_at=old)
    assert said(order, CheckKind.RECEIVED) == [
        ("warning", "Received on 2026-10-20, more than 30 days before it was taken down.")
    ]
    in_time = at_price(li_min, "3870", product=pump(code="B"), received_at=MORNING)
    assert said(in_time, CheckKind.RECEIVED) == [("pass", "Received on 2026-11-20.")]


@pytest.mark.parametrize("field", ["received_at", "ordered_on"])
def test_an_order_of_a_day_to_come_is_refused(li_min, field):
    day = {"received_at": datetime(2026, 11, 21, 1, tzinfo=UTC), "ordered_on": date(2026, 11, 21)}
    head = OrderHead(customer=CustomerFactory(), **{field: day[field]})
    with pytest.raises(BusinessError) as refusal:
        order_create(actor=li_min, head=head, lines=[], at=MORNING)
    assert refusal.value.code == "future"


def test_each_check_that_passes_says_why(li_min):
    customer = CustomerFactory(credit_limit=D(10000))
    line = LineDraft(pump(), D(2), unit_price=D("3792.6"))
    order = draft_order(
        actor=li_min,
        lines=[line],
        customer=customer,
        requested_on=date(2026, 12, 31),
        delivery_address="合肥市",
        customer_order_number="PO-1",
    )
    answers = checks_of(order, checked_lines(order), on=ON)
    assert {each.level for each in answers} == {CheckLevel.PASS}
    why = {str(each.kind): each.sentence for each in answers}
    feasible = why.pop("delivery")
    assert why == {
        "complete": "The address and the date of 1 line are given.",
        "retention": "No retention money is agreed.",
        "product": "In the catalogue and on sale.",
        "quantity": "Every quantity is above 0.",
        "list_price": "98% of the list price.",
        "last_price": "The customer has not bought these products before.",
        "floor_price": "No price is under its floor price.",
        "tax_rate": "13% as in the catalogue.",
        "credit": "Credit left after it: 2,414.80.",
        "overdue": "Nothing is past due beyond the 30 days of grace.",
        "duplicate": "PO-1 is on no other order.",
        "received": "Received on 2026-11-20.",
        "blocked": "The customer is not blocked.",
    }
    assert feasible.startswith("Feasible from 2026-1")


def test_the_panel_marks_a_price_far_off(li_min, zhang_lan, li_min_client):
    product, customer = pump(), CustomerFactory()
    line = LineDraft(product, D(1), unit_price=D(3870))
    verified_order(actor=li_min, second=zhang_lan, customer=customer, lines=[line])
    asked = {"line": "1", "product": product.pk, "customer": customer.pk, "unit_price": "38700"}
    far = li_min_client.get(reverse("orders:order_line_panel"), asked).content.decode()
    assert far.count("900.0%") == 2
    assert "Far from the list price and from the last price: please check" in far
    near = li_min_client.get(reverse("orders:order_line_panel"), asked | {"unit_price": "3900"})
    assert "please check" not in near.content.decode()


@pytest.mark.parametrize(
    "typed", [" po－2611－4129", "PO 2611 4129", "ｐｏ2611/4129", "PO_2611.4129"]
)
def test_the_customers_number_is_seen_again_however_it_is_typed(li_min, typed, li_min_client):
    customer = CustomerFactory()
    first = at_price(li_min, "3870", customer=customer, customer_order_number="PO-2611-4129")
    facts = {"customer": customer, "customer_order_number": typed}
    order = at_price(li_min, "3870", product=pump(code="B"), **facts)
    assert order.customer_number_key == "PO26114129"
    assert said(order, CheckKind.DUPLICATE) == [
        ("warning", f"The customer's number {typed} is on {first} already.")
    ]
    asked = {"line": "1", "customer": customer.pk, "customer_order_number": typed}
    panel = li_min_client.get(reverse("orders:order_line_panel"), asked).content.decode()
    assert f'href="{reverse("orders:order_detail", args=[first.pk])}"' in panel


def test_a_number_of_signs_alone_is_no_number(li_min):
    facts = {"customer": CustomerFactory(), "customer_order_number": "—"}
    at_price(li_min, "3870", **facts)
    order = at_price(li_min, "3870", product=pump(code="B"), **facts)
    assert said(order, CheckKind.DUPLICATE) == [("pass", "— is on no other order.")]


def test_another_number_is_compared_anew_when_the_draft_is_kept(li_min):
    order = at_price(li_min, "3870", customer_order_number="A-1")
    head = replace(head_of(order), customer_order_number="b 2")
    order = order_save_draft(actor=li_min, order=order, head=head, lines=[], at=MORNING)
    assert order.customer_number_key == "B2"


def test_what_was_warned_of_stands_on_the_orders_page_until_it_is_verified(
    li_min, li_min_client, zhang_lan
):
    product = ProductFactory(list_price=3870, floor_price=3000)
    order = submitted_order(actor=li_min, lines=[LineDraft(product, D(3), D(38700))])
    address = reverse("orders:order_detail", args=[order.pk])

    assert "900.0% above the list price" in li_min_client.get(address).content.decode()

    order_verify(actor=zhang_lan, order=order, ticks=ALL_OK, at=MORNING)
    assert "900.0% above the list price" not in li_min_client.get(address).content.decode()
