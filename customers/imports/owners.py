"""Whose a customer is, in a file: a hand-over by file is one all the same."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.database import portions
from core.imports import ImportContext, Row
from core.imports.row import State
from customers.models import Customer
from customers.services.owner import begin_periods


def check_owners(rows: list[Row], actor: Any) -> None:
    """An empty cell takes no customer away; another name needs the right to hand over."""
    may_hand_over = actor.has_perm("customers.hand_over_customer")
    for row in rows:
        if "owner" not in row.before:
            continue
        if row["owner"] is None:
            _leave(row)
        elif not may_hand_over:
            row.fail(
                "owner",
                _("Customers are handed over by supervisor or sales manager; leave this as it is."),
            )


def write_periods(rows: list[Row], context: ImportContext) -> None:
    """The time of each new owner begins, that of the one before ends."""
    owners = dict(_new_owners([row["code"] for row in rows if row.state == State.NEW]))
    owners |= {row.target: row["owner"] for row in rows if "owner" in row.before}
    begin_periods(owners, on=context.on)


def _leave(row: Row) -> None:
    """The stored owner stays; a row that says nothing else changes nothing."""
    row.values["owner"] = row.before["owner"]
    rest = {name: old for name, old in row.before.items() if name != "owner"}
    target, row.before = row.target, rest
    if rest:
        row.is_changed(rest, target=target)
    else:
        row.is_same(target=target)


def _new_owners(codes: list[str]) -> Iterator[tuple[int, int]]:
    for some_codes in portions(codes):
        some = Customer.objects.filter(code__in=some_codes)
        yield from some.exclude(owner=None).values_list("pk", "owner_id")
