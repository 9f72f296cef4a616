"""The services themselves refuse whoever lacks the permission, whatever page or program calls."""

from datetime import UTC, date, datetime

import pytest

from core import corrections
from core.errors import NotAllowed
from core.models import Correction, ErrorCause, ErrorKind
from customers import services
from customers.factories import ContactFactory, CustomerFactory
from customers.models import Customer
from products.factories import ProductFactory
from products.models import Product
from products.services import product_change, product_create

ON = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_a_salesperson_does_not_write_the_archive(wang_jianguo):
    customer, contact = CustomerFactory(owner=wang_jianguo), ContactFactory()
    for command, given in [
        (services.customer_create, {"on": ON, "name": "甲公司"}),
        (services.customer_change, {"on": ON, "customer": customer, "city": "衡阳"}),
        (services.customer_move, {"customer": customer, "to": "lost"}),
        (services.customer_block, {"customer": customer, "reason": "欠款"}),
        (services.contact_create, {"customer": customer, "name": "谭建军"}),
        (services.contact_erase, {"contact": contact, "reason": "本人要求"}),
        (services.address_create, {"customer": customer, "kind": "delivery", "address": "衡阳"}),
        (
            services.owner_change,
            {"customer": customer, "owner": wang_jianguo, "on": ON, "reason": "要"},
        ),
        (product_create, {"code": "P-1", "name": "球阀"}),
        (product_change, {"product": ProductFactory(), "name": "球阀"}),
    ]:
        with pytest.raises(NotAllowed):
            command(actor=wang_jianguo, at=AT, **given)

    customer.refresh_from_db()
    assert (customer.city, customer.is_blocked, customer.contacts.count()) != ("衡阳", True, 1)
    assert not Customer.objects.filter(name="甲公司").exists()
    assert not Product.objects.filter(code="P-1").exists()


def test_a_contact_is_read_in_full_only_by_who_may(li_min, fang_wen):
    contact = ContactFactory()
    with pytest.raises(NotAllowed):
        services.details_unmask(actor=li_min, subject=contact, kind="contact", at=AT)

    services.details_unmask(actor=fang_wen, subject=contact, kind="contact", at=AT)


def test_an_error_is_registered_by_who_keeps_the_book_or_by_the_command_that_mends(
    wang_jianguo, li_min
):
    given = {
        "kind": ErrorKind.values[0],
        "cause": ErrorCause.values[0],
        "at": AT,
        "found_on": ON,
    }
    with pytest.raises(NotAllowed):
        corrections.register(actor=wang_jianguo, **given)
    corrections.register(actor=wang_jianguo, once="orders.change:7", **given)
    row = corrections.register(actor=li_min, **given)
    with pytest.raises(NotAllowed):
        corrections.settle(actor=wang_jianguo, correction=row, corrected_on=ON, at=AT)

    assert Correction.objects.count() == 2


def test_the_product_itself_asks_nobody(db):
    customer = CustomerFactory(status="active")

    assert services.customer_move(actor=None, customer=customer, to="dormant", at=AT).status == (
        "dormant"
    )
