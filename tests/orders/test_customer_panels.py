"""The page of a customer shows its orders, money and what it bought, to whom they are shown."""

from decimal import Decimal

from orders.factories import shipped, stocked

D = Decimal


def test_the_page_shows_what_is_owed_ordered_and_bought(an_order, li_min, li_min_client):
    order = an_order(("10", "113"))
    stocked(order, actor=li_min)
    shipped(order, actor=li_min, quantities={1: D(5)})

    page = li_min_client.get(f"/customers/customer/{order.customer_id}/").content.decode()

    assert f">{order.number}</a>" in page
    assert page.count("565.00") >= 2  # owed, and still under way
    assert "1,130.00" in page
    assert order.lines.get().product.code in page


def test_whoever_looks_after_a_customer_reads_what_colleagues_sold_to_it(
    an_order, zhao_lei, zhao_lei_client, li_min
):
    order = an_order(("10", "113"))
    customer = order.customer
    customer.owner = zhao_lei
    customer.save()

    page = zhao_lei_client.get(f"/customers/customer/{customer.pk}/").content.decode()

    assert order.number in page
