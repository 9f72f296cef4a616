"""The table's body, built in one escaped pass: no template tag per cell."""

from collections.abc import Callable, Mapping
from functools import cache
from html import escape
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.ui.naming import noun_of
from core.ui.opening import may_open

from .cells import content_of, writer_of
from .columns import Column
from .record_list import RecordList

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
    row_pk, (before, after) = index[listing.row_pk], row_address(listing)
    cells = [_cell(listing, column, index) for column in listing.shown]
    name_of, marks = _name_of(listing, index), _marks(listing, index, can or {})
    leads = _leads(listing, index) if listing.leads_to and before else None
    pieces: list[str] = []
    for row in listing.rows.values:
        opened = before and row[row_pk] is not None and (leads is None or leads(row))
        href = f"{before}{row[row_pk]}{after}" if opened else ""
        opens = f' data-href="{href}"' if href else ""
        pieces.append(f'<tr data-pk="{row[0]}"{opens}{marks(row) if selectable else ""}>')
        if selectable:
            label = escape(_("Select %(name)s") % {"name": name_of(row)})
            pieces.append(
                '<td class="bo-tick"><input type="checkbox" class="bo-cb" name="ids"'
                f' value="{row[0]}" aria-label="{label}"></td>'
            )
        pieces.extend(cell(row, href) for cell in cells)
        pieces.append("</tr>\n")
    return mark_safe("".join(pieces))  # noqa: S308 - every value was escaped by its writer


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


def _cell(
    listing: RecordList, column: Column, index: dict[str, int]
) -> Callable[[tuple[Any, ...], str], str]:
    content = content_of(column, listing.today)
    places = [index[path] for path in column.paths]
    css = _css(column, wide=listing.is_wide(column))
    start, aside = f"<td{css}>", _aside(listing, column, index)
    if column.clip:
        start = start[:-1]

    def cell(row: tuple[Any, ...], href: str) -> str:
        values = tuple([row[place] for place in places])
        inside = content(values)
        if column.link and href:
            inside = f'<a class="bo-id" href="{href}">{inside}</a>'
        if aside is not None:
            inside += aside(row)
        if column.clip:
            title = "" if values[0] is None else escape(str(values[0]))
            return f'{start} title="{title}">{inside}</td>'
        return f"{start}{inside}</td>"

    return cell


def _css(column: Column, *, wide: bool) -> str:
    names = ["bo-num"] if column.is_number else []
    if wide:
        names.append("bo-wide")
    if column.clip:
        names.append("bo-clip")
    if 0 < column.phone < 5:
        names.append(f"bo-p{column.phone}")
    return f' class="{" ".join(names)}"' if names else ""


def _aside(
    listing: RecordList, column: Column, index: dict[str, int]
) -> Callable[[tuple[Any, ...]], str] | None:
    """On a phone the number carries the most telling day beside it."""
    beside = next((c for c in listing.shown if c.phone == 5), None)
    if column.phone != 3 or beside is None:
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


def head_css(listing: RecordList, column: Column) -> str:
    """The classes of the column's head."""
    names = ["bo-num"] if column.is_number else []
    return " ".join([*names, *(["bo-wide"] if listing.is_wide(column) else [])])


def foot(listing: RecordList, sums: dict[str, Any]) -> list[dict[str, Any]]:
    """The total row: one entry per column, numbers written, the rest empty; none without sums."""
    if not any(column.total for column in listing.shown):
        return []
    made = []
    for column in listing.shown:
        value = sums.get(column.key) if column.total else None
        write = writer_of(column, listing.today)
        text = mark_safe(write(value)) if value is not None else ""  # noqa: S308 - digits only
        negative = value is not None and value < 0
        wide = listing.is_wide(column)
        made.append({"column": column, "text": text, "negative": negative, "wide": wide})
    return made
