"""The table's body, built in one escaped pass: no template tag per cell."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.ui.naming import noun_of
from core.ui.opening import may_open

from .cells import content_of, plain_of
from .columns import Column
from .record_list import RecordList

Table = Sequence[tuple[Any, ...]]
PLACEHOLDER = 987654321012345678


def row_address(listing: RecordList) -> tuple[str, str]:
    """What stands before and after the primary key in a row's link; empty when rows do not open,
    or would open to a refusal.
    """
    own = f"{listing.model._meta.app_label}:{noun_of(listing.model)}_detail"
    name = own if listing.detail is None else listing.detail
    if not name:
        return "", ""
    try:
        before, _pk, after = reverse(name, args=[PLACEHOLDER]).partition(str(PLACEHOLDER))
    except NoReverseMatch:
        return "", ""
    if not may_open(listing.user, f"{before}0{after}"):
        return "", ""
    return escape(before), escape(after)


def _leads(listing: RecordList, index: dict[str, int]) -> Callable[[tuple[Any, ...]], bool]:
    """Whether a row's link is one for the reader; asked once for rows that lead alike."""
    places = [index[path] for path in listing.leads_to]
    asked = cache(listing.may_lead)
    return lambda row: asked(*[row[place] for place in places])


def states_of(action: Any, model: Any) -> frozenset[str] | None:
    """The states in which an action is legal, ``None`` for any."""
    if action.to:
        moves = model.MOVES.items()
        return frozenset(str(state) for state, to in moves if str(action.to) in set(map(str, to)))
    return frozenset(map(str, action.states)) or None


def body(
    listing: RecordList,
    *,
    selectable: bool = False,
    can: Mapping[str, frozenset[str] | None] | None = None,
) -> SafeString:
    """All rows of the page as ``<tr>`` elements.

    ``can`` names the bulk actions and the states in which each is legal.
    """
    index = {path: place for place, path in enumerate(listing.paths)}
    rows, hrefs = listing.rows.values, _hrefs(listing, index)
    columns = [_cells(listing, column, index)(rows, hrefs) for column in listing.shown]
    starts = [
        f'<tr data-pk="{row[0]}" data-href="{href}"' if href else f'<tr data-pk="{row[0]}"'
        for row, href in zip(rows, hrefs, strict=True)
    ]
    if selectable:
        starts = _ticked(listing, index, can or {}, starts)
    else:
        starts = [f"{start}>" for start in starts]
    written = [f"{''.join(row)}</tr>\n" for row in zip(starts, *columns, strict=True)]
    return mark_safe("".join(written))  # noqa: S308 - every value was escaped by its writer


def _hrefs(listing: RecordList, index: dict[str, int]) -> list[str]:
    """Where each row leads, escaped; '' for nowhere."""
    rows, row_pk, (before, after) = listing.rows.values, index[listing.row_pk], row_address(listing)
    if not before:
        return [""] * len(rows)
    leads = _leads(listing, index) if listing.leads_to else None
    return [
        ""
        if row[row_pk] is None or (leads is not None and not leads(row))
        else f"{before}{row[row_pk]}{after}"
        for row in rows
    ]


def _ticked(
    listing: RecordList,
    index: dict[str, int],
    can: Mapping[str, frozenset[str] | None],
    starts: list[str],
) -> list[str]:
    """The beginnings of the rows with what the selection bar needs, and their tick boxes."""
    name_of, marks = _name_of(listing, index), _marks(listing, index, can)
    select = _("Select %(name)s")
    return [
        f'{start}{marks(row)}><td class="bo-tick"><input type="checkbox" class="bo-cb" name="ids"'
        f' value="{row[0]}" aria-label="{escape(select % {"name": name_of(row)})}"></td>'
        for start, row in zip(starts, listing.rows.values, strict=True)
    ]


def _marks(
    listing: RecordList, index: dict[str, int], can: Mapping[str, frozenset[str] | None]
) -> Callable[[tuple[Any, ...]], str]:
    """What the selection bar adds up: the amount, and the actions that fit the state."""
    summed = next((c for c in listing.shown if c.total and c.kind == "money"), None)
    amount = index[summed.path] if summed else None
    status = index.get("status")

    def marks(row: tuple[Any, ...]) -> str:
        state = row[status] if status is not None else None
        fits = [name for name, states in can.items() if states is None or state in states]
        value = row[amount] if amount is not None else None
        total = "" if value is None else f' data-sum="{value}"'
        return f'{total} data-can="{" ".join(fits)}"'

    return marks


def _cells(
    listing: RecordList, column: Column, index: dict[str, int]
) -> Callable[[Table, list[str]], list[str]]:
    """The function that writes a column: its cells, row by row, from the rows and their links."""
    inside_of = _insides(column, listing.today, [index[path] for path in column.paths])
    start, aside = f"<td{_css(column, wide=listing.is_wide(column))}>", _aside(listing, index)
    own, leads = index[column.path], _links(listing, column, index)

    def cells(rows: Table, hrefs: list[str]) -> list[str]:
        insides = inside_of(rows)
        if leads is not None:
            insides = leads(rows, insides)
        elif column.link:
            pairs = zip(insides, hrefs, strict=True)
            insides = [
                f'<a class="bo-id" href="{h}">{text}</a>' if h else text for text, h in pairs
            ]
        if column.phone == 3 and aside is not None:
            insides = [f"{text}{aside(row)}" for text, row in zip(insides, rows, strict=True)]
        if not column.clip:
            return [f"{start}{text}</td>" for text in insides]
        whole = ["" if row[own] is None else escape(str(row[own])) for row in rows]
        pairs = zip(insides, whole, strict=True)
        return [f'{start[:-1]} title="{title}">{text}</td>' for text, title in pairs]

    return cells


def _links(
    listing: RecordList, column: Column, index: dict[str, int]
) -> Callable[[Table, list[str]], list[str]] | None:
    """The function that makes what a column names links to the records behind it."""
    if column not in listing.links:
        return None
    path, addresses = listing.links[column]
    key, own = index[path], index[column.path]

    def link(row: Any, text: str) -> str:
        address = "" if row[own] in {None, ""} else addresses.get(row[key], "")
        return f'<a href="{address}">{text}</a>' if address else text

    return lambda rows, insides: [link(row, text) for row, text in zip(rows, insides, strict=True)]


def _insides(
    column: Column, today: datetime.date, places: list[int]
) -> Callable[[Table], list[str]]:
    """What stands inside the cells of a column; one value is written without a tuple around it."""
    first = places[0]
    if column.mark is None and column.kind != "bars":
        plain = plain_of(column, today)
        return lambda rows: [plain(row[first]) for row in rows]
    content = content_of(column, today)
    return lambda rows: [content(tuple([row[place] for place in places])) for row in rows]


def _css(column: Column, *, wide: bool) -> str:
    names = ["bo-num"] if column.is_number else []
    if wide:
        names.append("bo-wide")
    if column.clip:
        names.append("bo-clip")
    if 0 < column.phone < 5:
        names.append(f"bo-p{column.phone}")
    return f' class="{" ".join(names)}"' if names else ""


def _aside(listing: RecordList, index: dict[str, int]) -> Callable[[tuple[Any, ...]], str] | None:
    """On a phone the number carries the most telling day beside it."""
    beside = next((c for c in listing.shown if c.phone == 5), None)
    if beside is None:
        return None
    content = content_of(beside, listing.today)
    places = [index[path] for path in beside.paths]

    def aside(row: tuple[Any, ...]) -> str:
        inside = content(tuple([row[place] for place in places]))
        return f'<span class="bo-m-only"> · {inside}</span>'

    return aside


def _name_of(listing: RecordList, index: dict[str, int]) -> Callable[[tuple[Any, ...]], str]:
    column = next((c for c in listing.shown if c.link), None)
    place = index[column.path] if column else 0
    return lambda row: str(row[place])
