"""Doubles within a file and against the archive: what keeps a row out, and what is only said."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from core.database import portions
from core.errors import BusinessError
from core.imports import Row
from customers.models import Customer
from customers.selectors import SHORTEST_NAME, bare_number, customers_by_phone, match_name
from customers.services.customer import check_credit_code

from .recognising import who

PHONES = ("phone", "contact_phone", "contact2_phone")


def check_codes(rows: list[Row]) -> None:
    """A credit code is right and is one customer's."""
    given = list({row.values["credit_code"] for row in rows} - {None, ""})
    known = _codes_by("credit_code", given, Customer.objects.all())
    seen: dict[str, Row] = {}
    for row in rows:
        code = row.values["credit_code"]
        if not code:
            continue
        try:
            check_credit_code(code)
        except BusinessError as refusal:
            row.fail("credit_code", str(refusal))
            continue
        if known.get(code, row["code"]) != row["code"]:
            row.fail("credit_code", _("Customer %(code)s has this code.") % {"code": known[code]})
        elif code in seen and who(seen[code]) != who(row):
            row.fail(
                "credit_code", _("Row %(row)d has this code too.") % {"row": seen[code].number}
            )
        seen.setdefault(code, row)


def check_names(rows: list[Row]) -> None:
    """Two names that differ only in dressing are one customer."""
    keys = {row.number: match_name(row["name"]) for row in rows}
    known = _codes_by("match_name", list(set(keys.values())), Customer.objects.open())
    seen: dict[str, Row] = {}
    for row in rows:
        key = keys[row.number]
        if known.get(key, row["code"]) != row["code"]:
            sentence = _("May be customer %(code)s, which is there already.")
            row.fail("name", sentence % {"code": known[key]})
        elif key in seen and who(seen[key]) != who(row):
            row.fail("name", _("May be the same as row %(row)d.") % {"row": seen[key].number})
        seen.setdefault(key, row)


def say_alike(rows: list[Row], *, is_historical: bool) -> None:
    """Say of each row whose name begins as another's does, and which; past files are spared."""
    if is_historical:
        return
    archive = Customer.objects.open().exclude(match_name="")
    known = [(key, code, 0) for key, code in archive.values_list("match_name", "code")]
    fresh = [(match_name(row["name"]), who(row), row.number) for row in rows]
    whole: dict[str, tuple[str, int]] = {}
    longer: dict[str, tuple[str, int]] = {}
    codes = {code for _key, code, _number in known}
    for key, code, number in [*known, *(each for each in fresh if each[1] not in codes)]:
        whole.setdefault(key, (code, number))
        for length in range(SHORTEST_NAME, len(key)):
            longer.setdefault(key[:length], (code, number))
    for row, (key, code, _number) in zip(rows, fresh, strict=True):
        shorter = (whole.get(key[:length]) for length in range(SHORTEST_NAME, len(key)))
        others = [*shorter, longer.get(key) if len(key) >= SHORTEST_NAME else None]
        other = next((each for each in others if each and each[0] != code), None)
        if other is None:
            continue
        told = {"code": other[0], "row": other[1]}
        row.warn(
            _("The name begins as that of row %(row)d.") % told
            if other[1]
            else _("The name begins as that of customer %(code)s.") % told
        )


def say_known_phones(rows: list[Row], actor: Any) -> None:
    """Say of each row whose phone another customer has, in the archive or in the file."""
    numbers = {
        row.number: [bare for name in PHONES if (bare := bare_number(row[name] or ""))]
        for row in rows
    }
    known = customers_by_phone({each for some in numbers.values() for each in some}, user=actor)
    seen: dict[str, Row] = {}
    for row in rows:
        for number in dict.fromkeys(numbers[row.number]):
            others = [each for each in known.get(number, ()) if each.code != row["code"]]
            if others:
                row.warn(others[0].sentence)
            elif number in seen and who(seen[number]) != who(row):
                row.warn(_("Row %(row)d has this phone too.") % {"row": seen[number].number})
            seen.setdefault(number, row)


def _codes_by(field: str, wanted: Iterable[Any], customers: Any) -> dict[Any, str]:
    """The customer's code by what it is looked for with, some thousands at a time."""
    found: dict[Any, str] = {}
    for values in portions(wanted):
        some = customers.filter(**{f"{field}__in": values})
        found.update(some.values_list(field, "code"))
    return found
