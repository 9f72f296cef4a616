"""The row of headings and the row of totals."""

from typing import Any

from django.forms.utils import flatatt
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .cells import DASH, writer_of
from .columns import Column
from .record_list import RecordList

_SORTED = {True: "descending", False: "ascending"}
_ARROWS = {True: " ↓", False: " ↑"}


def heads(listing: RecordList) -> list[dict[str, Any]]:
    """The row of headings: attributes, words and, where the column sorts, its link and arrow."""
    order, made = listing.order, []
    for column in listing.shown:
        is_sorted = column.sort_path == order.path
        descending = order.descending if is_sorted else not column.is_number
        sort = f"-{column.key}" if descending else column.key
        names = [*(["bo-num"] if column.is_number else []), *_wide(listing, column)]
        said = {
            "class": " ".join(names) or None,
            "aria-sort": _SORTED[order.descending] if is_sorted else None,
            "title": column.hint or None,
        }
        made.append(
            {
                "attributes": flatatt({key: text for key, text in said.items() if text}),
                "label": column.label,
                "arrow": _ARROWS[order.descending] if is_sorted else "",
                "url": f"?{listing.query(sort=sort)}" if column.sort_path else "",
            }
        )
    return made


def foot(listing: RecordList, sums: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The total row: class and text of each column; dots for sums that follow later (``None``),
    a dash where units would be mixed, nothing without sums.
    """
    if not any(column.total for column in listing.shown):
        return []
    made: list[dict[str, Any]] = []
    for column in listing.shown:
        value = (sums or {}).get(column.key) if column.total else None
        names = ["bo-num"] if column.is_number else []
        names += ["bo-p1"] if not made else ["bo-p2"] if column.phone == 2 else []
        names += _wide(listing, column)
        text = "…" if column.total and sums is None else ""
        if value is not None:
            text = mark_safe(writer_of(column, listing.today)(value))  # noqa: S308 - digits only
            names += ["bo-neg"] if value < 0 else []
        elif column.total and column.within and sums:
            text = mark_safe(DASH)  # noqa: S308 - a constant
        elif not made:
            text = _("Total of the whole filter")
        made.append({"css": " ".join(names), "text": text})
    return made


def _wide(listing: RecordList, column: Column) -> list[str]:
    return ["bo-wide"] if listing.is_wide(column) else []
