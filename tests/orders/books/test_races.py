"""Two people at once: numbers of one code lie in one book, and a paper has one fate."""

from functools import partial

import pytest
from django.db import connection

from orders.models import Invoice, InvoiceBook, InvoicePaper
from tests.orders.test_goods_races import at_once

from .commands import hand_back, issue, register, spoil

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer: nothing to race with")


def test_two_who_register_the_same_numbers(li_min, sun_xiaoyan):
    first = partial(register, li_min)
    second = partial(register, sun_xiaoyan, "00012305", "00012314")

    assert at_once(first, second) == ["overlap"]
    assert InvoiceBook.objects.count() == 1
    assert InvoicePaper.objects.count() == 10


def test_a_paper_is_used_or_spoiled(book, li_min, application):
    invoice = application()
    used = partial(issue, li_min, invoice, "00012301")

    (refusal,) = at_once(used, partial(spoil, li_min, book, "00012301"))

    is_used = Invoice.objects.filter(number="00012301").exists()
    is_spoiled = InvoicePaper.objects.filter(number="00012301", fate="spoiled").exists()
    assert is_used != is_spoiled
    assert refusal == ("paper_used" if is_used else "paper_gone")


def test_a_paper_is_spoiled_or_handed_back(book, li_min):
    deeds = [partial(deed, li_min, book, "00012301", "00012303") for deed in (spoil, hand_back)]

    assert at_once(*deeds) == ["paper_gone"]
    assert set(InvoicePaper.objects.filter(number__lte="00012303").values_list("fate")) in (
        {("spoiled",)},
        {("handed_back",)},
    )
