"""No doubles 查重: the same credit code, the same phone, a name that differs only in dressing."""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from customers.models import Customer

# What companies add to a name without becoming another company.
DRESSING = re.compile(
    r"(有限责任公司|股份有限公司|有限公司|股份公司|责任公司|集团公司|总公司|分公司|公司|集团|"
    r"co\.?,? ?ltd\.?|limited|ltd|inc|gmbh)"
)
BETWEEN = re.compile(r"[\s()\[\]{}<>《》【】〔〕,.,。、·\-_/\\&'\"]+")
SHORTEST = 3


@dataclass(frozen=True)
class Double:
    """A customer that may be the same one, and why."""

    customer: Customer
    reason: str
    is_certain: bool


def match_name(name: str) -> str:
    """The name for comparing: width, case, brackets and the legal form aside."""
    plain = unicodedata.normalize("NFKC", name).lower()
    bare = BETWEEN.sub("", DRESSING.sub("", plain))
    return (bare or BETWEEN.sub("", plain))[:200]


def doubles_of(
    *, name: str, credit_code: str = "", phone: str = "", leaving_out: int | None = None
) -> list[Double]:
    """Customers that may be the same: certain by credit code, likely by name or phone."""
    key = match_name(name)
    wanted = Q(match_name=key) if key else Q(pk__in=[])
    if credit_code:
        wanted |= Q(credit_code=credit_code)
    digits = re.sub(r"\D", "", phone)
    if len(digits) >= 7:
        wanted |= Q(phone=phone) | Q(contacts__phone=phone)
    found = Customer.objects.open().filter(wanted)
    if leaving_out is not None:
        found = found.exclude(pk=leaving_out)
    return [Double(c, *_why(c, key, credit_code)) for c in found.distinct()[:10]]


def _why(customer: Customer, key: str, credit_code: str) -> tuple[str, bool]:
    if credit_code and customer.credit_code == credit_code:
        return _("same credit code"), True
    if customer.match_name == key:
        return _("similar name"), False
    return _("same phone"), False
