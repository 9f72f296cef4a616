"""The commands of the custody book, with what most tests give them."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import BusinessError
from orders.enums import InvoiceKind, InvoiceStatus
from orders.factories import InvoiceFactory, noon
from orders.models import Invoice, InvoicePaper
from orders.services import (
    invoice_book_change,
    invoice_book_hand_on,
    invoice_book_register,
    invoice_issue,
    invoice_papers_hand_back,
    invoice_papers_spoil,
)

D = Decimal
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
AT = noon(TUESDAY)
CODE = "4300231130"
PAPER = InvoiceKind.PAPER_SPECIAL


def refused(code, field=None):
    def fits(error):
        return error.code == code and field in (None, error.field)

    return pytest.raises(BusinessError, check=fits)


def register(actor, first="00012301", last="00012310", **facts):
    known = {"code": CODE, "keeper": actor, "received_on": FRIDAY, "at": AT, "kind": PAPER}
    return invoice_book_register(
        actor=actor, first_number=first, last_number=last, **(known | facts)
    )


def spoil(actor, book, first, last="", **facts):
    known = {"reason": "打印错位", "on": MONDAY, "at": AT}
    return invoice_papers_spoil(
        actor=actor, invoice_book=book, first_number=first, last_number=last, **(known | facts)
    )


def hand_back(actor, book, first, last="", **facts):
    known = {"on": MONDAY, "at": AT}
    return invoice_papers_hand_back(
        actor=actor, invoice_book=book, first_number=first, last_number=last, **(known | facts)
    )


def hand_on(actor, book, taker, **facts):
    known = {"on": MONDAY, "at": AT}
    return invoice_book_hand_on(actor=actor, invoice_book=book, taker=taker, **(known | facts))


def used(number, status=InvoiceStatus.ISSUED, **facts):
    known = {"kind": PAPER, "code": CODE, "issued_on": MONDAY}
    return InvoiceFactory(number=number, status=status, **(known | facts))


def by_hand(book):
    """What is left, what comes next and what was skipped, number by number in plain Python."""
    numbers = [f"{n:08}" for n in range(int(book.first_number), int(book.last_number) + 1)]
    borne = {
        number for code, number in Invoice.objects.values_list("code", "number") if code == CODE
    }
    gone = set(InvoicePaper.objects.exclude(fate="left").values_list("number", flat=True))
    left = [number for number in numbers if number not in borne | gone]
    highest = max([n for n in numbers if n in borne], default="")
    return left, left[0] if left else "", [number for number in left if number < highest]


def issue(actor, invoice, number, code=CODE, on=MONDAY):
    return invoice_issue(actor=actor, invoice=invoice, number=number, code=code, on=on, at=AT)


def change(actor, book, **facts):
    known = {
        name: getattr(book, name)
        for name in ("kind", "code", "first_number", "last_number", "received_on", "handed_by")
    }
    return invoice_book_change(actor=actor, invoice_book=book, at=AT, **(known | facts))
