"""No doubles 查重: the same credit code, the same phone, a name that differs only in dressing."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.search_text import pinyin
from customers.models import Customer

from .phones import bare_number, holders_of

# What companies add to a name without becoming another company.
DRESSING = re.compile(
    r"(有限责任公司|股份有限公司|有限公司|股份公司|责任公司|集团公司|总公司|分公司|公司|集团|"
    r"co\.?,? ?ltd\.?|limited|ltd|inc|gmbh)"
)
BETWEEN = re.compile(r"[\s()\[\]{}<>《》【】〔〕,.,。、·\-_/\\&'\"]+")
SHORTEST_NAME = 4


@dataclass(frozen=True)
class Double:
    """A customer that may be the same one, and why."""

    customer: Customer
    reason: str


def match_name(name: str) -> str:
    """The name for comparing: width, case, brackets and the legal form aside."""
    plain = unicodedata.normalize("NFKC", name).lower()
    bare = BETWEEN.sub("", DRESSING.sub("", plain))
    return (bare or BETWEEN.sub("", plain))[:200]


def doubles_of(
    *,
    name: str,
    credit_code: str = "",
    phone: str = "",
    tax_number: str = "",
    leaving_out: int | None = None,
    among: QuerySet[Customer] | None = None,
    loosely: bool = False,
) -> list[Double]:
    """Customers that may be the same: certain by credit code, likely by name, sound or phone.

    ``loosely`` takes a name that begins as the other one does for similar, too.
    """
    key, sound = match_name(name), pinyin(name)[:400]
    wanted = Q(match_name=key) | Q(name_pinyin=sound) if key else Q(pk__in=[])
    if loosely and len(key) >= SHORTEST_NAME:
        begins = [key[:length] for length in range(SHORTEST_NAME, len(key))]
        wanted |= Q(match_name__startswith=key) | Q(match_name__in=begins)
    codes = {code for code in (credit_code, tax_number) if code}
    if codes:
        wanted |= Q(credit_code__in=codes) | Q(tax_number__in=codes)
    if number := bare_number(phone):
        wanted |= Q(pk__in=holders_of({number}).get(number, ()))
    rows = Customer.objects.all() if among is None else among
    found = rows.filter(wanted, merged_into=None)
    if leaving_out is not None:
        found = found.exclude(pk=leaving_out)
    return [Double(c, _why(c, key, sound, codes)) for c in found[:10]]


def _why(customer: Customer, key: str, sound: str, codes: set[str]) -> str:
    if customer.credit_code in codes:
        return _("same credit code")
    if customer.tax_number in codes:
        return _("same tax number")
    theirs = customer.match_name
    if key and customer.name_pinyin == sound and theirs != key:
        return _("same sound of the name")
    if key and theirs and (theirs.startswith(key) or key.startswith(theirs)):
        return _("similar name")
    return _("same phone")
