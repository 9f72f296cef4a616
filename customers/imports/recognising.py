"""Which customer a row without a code is: by credit code, else by the name as it stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.database import portions
from core.imports import Row
from core.imports.row import State
from customers.models import Customer
from customers.services.customer import free_codes

Known = tuple[str, str]  # a customer's code and its credit code


def who(row: Row) -> str:
    """The customer of a row, as far as the file tells: its code, or the row itself."""
    return row["code"] or f"\0{row.number}"


def recognise(rows: list[Row]) -> None:
    """Give rows without a code that of their customer; what repeats another row counts once.

    Two names exactly alike are one customer unless their credit codes differ. Who is neither in
    the archive nor in the file stays without a code, and is new.
    """
    nameless = [row for row in rows if not row["code"]]
    if not nameless:
        return
    credits = {row["credit_code"] for row in nameless} - {None, ""}
    by_credit = {credit: code for code, _name, credit in _archive("credit_code", credits)}
    by_name: dict[str, list[Known]] = defaultdict(list)
    for code, name, credit in _archive("name", {row["name"] for row in nameless}):
        by_name[name].append((code, credit or ""))
    for row in nameless:
        known = by_credit.get(row["credit_code"])
        row.values["code"] = known or _namesake(row, by_name[row["name"]])
    _once(rows, nameless)


def check_merged(rows: list[Row]) -> None:
    """The code of a customer that was merged is no longer written under."""
    merged = Customer.objects.exclude(merged_into=None)
    into = dict(merged.values_list("code", "merged_into__code"))
    for row in rows:
        if kept := into.get(row["code"]):
            row.fail("code", _("This customer was merged into %(code)s.") % {"code": kept})


def number_new(rows: Iterable[Row], on: date) -> None:
    """The next codes to the new customers that the file gives none."""
    new = [row for row in rows if row.state == State.NEW]
    without = [row for row in new if not row["code"]]
    brought = {row["code"] for row in new} - {None}
    codes = free_codes(on, len(without), besides=brought)
    for row, code in zip(without, codes, strict=True):
        row.values["code"] = code


def _archive(field: str, wanted: set[Any]) -> Iterator[tuple[str, str, str | None]]:
    for values in portions(sorted(wanted)):
        some = Customer.objects.open().filter(**{f"{field}__in": values})
        yield from some.values_list("code", "name", "credit_code")


def _namesake(row: Row, known: list[Known]) -> str | None:
    credit = row["credit_code"]
    same = [code for code, theirs in known if not (credit and theirs) or credit == theirs]
    if len(same) > 1:
        row.fail("code", _("Several customers have this name: fill in the code."))
    return same[0] if len(same) == 1 else None


def _once(rows: list[Row], nameless: list[Row]) -> None:
    """Rows with a code stand first, wherever they are in the file."""
    asked = {row.number for row in nameless}
    seen: dict[tuple[str, str], Row] = {}
    for row in [*(row for row in rows if row.number not in asked), *nameless]:
        code, credit, name = row["code"], row["credit_code"], row["name"]
        first = seen.get(("code", code)) or (seen.get(("credit", credit)) if credit else None)
        if first is None and (twin := seen.get(("name", name))):
            first = None if credit and twin["credit_code"] not in (None, "", credit) else twin
        if first is not None and row.number in asked and not row.errors:
            row.is_same()
            row.warn(_("Repeats row %(row)s") % {"row": first.number})
            continue
        for mark in (("code", code), ("credit", credit), ("name", name)):
            if mark[1]:
                seen.setdefault(mark, row)
