"""Codes and numbers of paper invoices as they are typed, and papers that are gone."""

import re
import unicodedata

from django.utils.translation import gettext as _

from core.errors import BusinessError
from orders.enums import PaperFate
from orders.models import InvoicePaper

PAPER_NUMBER = re.compile(r"[0-9]{8}")
PAPER_CODE = re.compile(r"[0-9]{10}(?:[0-9]{2})?")


def typed(text: str) -> str:
    """Digits as typed with any keyboard, without the blanks that copying brings along."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def number_of(text: str, field: str) -> str:
    """A number of a paper invoice as it is kept."""
    number = typed(text)
    if not PAPER_NUMBER.fullmatch(number):
        raise BusinessError(
            _("A paper invoice has a number of 8 digits."), field=field, code="paper_number"
        )
    return number


def code_of(text: str, field: str = "code") -> str:
    """A code of paper invoices as it is kept."""
    code = typed(text)
    if not PAPER_CODE.fullmatch(code):
        raise BusinessError(
            _("A paper invoice has a code of 10 or 12 digits."), field=field, code="paper_code"
        )
    return code


def hold_paper(code: str, number: str) -> None:
    """The blank paper under its lock, if a book has it. Refuses one that is gone."""
    papers = InvoicePaper.objects.select_for_update(no_key=True)
    if paper := papers.filter(code=code, number=number).first():
        refuse_gone(paper)


def refuse_gone(paper: InvoicePaper, field: str = "number") -> None:
    """A paper spoiled or handed back has met its end."""
    if paper.fate == PaperFate.LEFT:
        return
    sentence = _("Paper %(number)s was spoiled on %(day)s.")
    if paper.fate == PaperFate.HANDED_BACK:
        sentence = _("Paper %(number)s was handed back on %(day)s.")
    day = f"{paper.gone_on:%Y-%m-%d}"
    raise BusinessError(
        sentence % {"number": paper.number, "day": day}, field=field, code="paper_gone"
    )
