"""Whose a phone number is already: the customer's own, or that of one of its people."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

from customers.models import Contact, Customer

SHORTEST_PHONE = 7
FEW = 200
_ASIDE = ("-", " ", "(", ")", "（", "）", "+86")


@dataclass(frozen=True)
class PhoneHolder:
    """A customer that has the number; who may not see it learns no name."""

    customer: int
    code: str
    name: str
    is_seen: bool

    @property
    def sentence(self) -> str:
        """What is said to whoever types the number again."""
        if not self.is_seen:
            return _("Another customer has this phone already.")
        told = {"customer": f"{self.code} {self.name}"}
        return _("%(customer)s has this phone already.") % told


def bare_number(text: str) -> str:
    """The digits of a number that is long enough to belong to somebody; the country aside."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    return digits if len(digits) >= SHORTEST_PHONE else ""


def customers_by_phone(
    numbers: Collection[str], *, user: Any, leaving_out: int | None = None
) -> dict[str, list[PhoneHolder]]:
    """The customers by bare number, as far as the person may know of them."""
    return _told(holders_of(numbers, leaving_out=leaving_out), user) if numbers else {}


def holders_of(numbers: Collection[str], *, leaving_out: int | None = None) -> dict[str, set[int]]:
    """The keys of the customers by bare number; merged ones and people who left aside.

    A few numbers are asked of the database, many are compared with all there are.
    """
    own = Customer.objects.open()
    people = Contact.objects.filter(customer__merged_into=None, has_left=False)
    found: dict[str, set[int]] = {}
    sources: list[tuple[Any, str]] = [(own, "pk"), (people, "customer")]
    for source, key in sources:
        rows = source.exclude(phone="").order_by()
        if leaving_out is not None:
            rows = rows.exclude(**{key: leaving_out})
        if len(numbers) <= FEW:
            rows = rows.annotate(bare=_bare()).filter(bare__in=list(numbers))
        for pk, phone in rows.values_list(key, "phone"):
            number = bare_number(phone)
            if number in numbers:
                found.setdefault(number, set()).add(pk)
    return found


def _told(found: dict[str, set[int]], user: Any) -> dict[str, list[PhoneHolder]]:
    pks = set().union(*found.values()) if found else set()
    seen = set(Customer.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    named = Customer.objects.filter(pk__in=pks).values_list("pk", "code", "short_name", "name")
    holders = {
        pk: PhoneHolder(pk, code, short or name, pk in seen) for pk, code, short, name in named
    }
    return {
        number: sorted((holders[pk] for pk in some), key=lambda each: each.code)
        for number, some in found.items()
    }


def _bare() -> Any:
    """What ``bare_number`` does, as far as people write numbers."""
    text: Any = F("phone")
    for mark in _ASIDE:
        text = Replace(text, Value(mark), Value(""))
    return text
