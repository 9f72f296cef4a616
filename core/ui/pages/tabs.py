"""The tabs of a record page that are lists narrowed to the record."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from core.errors import Sentence
from core.ui.lists import RecordList
from core.ui.lists.columns import field_of
from core.ui.lists.edges import foot
from core.ui.lists.table import body

from .linking import Links

TAB_ROWS = 200


@dataclass(frozen=True)
class Tab:
    """A part of the record: a template of its own, or a list narrowed to the record."""

    key: str
    label: Sentence
    template: str = ""
    list_class: type[RecordList] | None = None
    by: str = ""
    count: Any = None
    permission: str = ""  # who sees the tab, where that is not everybody who opens the record


def listing_of(tab: Tab, record: Any, request: HttpRequest, today: datetime.date) -> dict[str, Any]:
    """The list of a tab: the record's rows, at most a couple of hundred, with their links."""
    base: Any = tab.list_class
    links = Links(base.model, [column for column in base.columns if not column.hidden])
    single = field_of(base.model, tab.by)[0] is not None

    class Narrowed(base):
        name = ""
        page_size = TAB_ROWS
        reads = links.paths

        def rows_for(self) -> Any:
            rows, of_record = super().rows_for(), {tab.by: record}
            if single:
                return rows.filter(**of_record)
            # Through many: once each, however many of its parts are of the record.
            return rows.filter(pk__in=base.model._base_manager.filter(**of_record).values("pk"))

    listing = Narrowed(user=request.user, today=today)
    read = [dict(zip(listing.paths, row, strict=True)) for row in listing.rows.values]
    links.find(request, read, but=record)
    listing.links = {c: found for c in listing.shown if (found := links.of_column(c))}
    sums = listing.totals() if read else {}
    more = bool(listing.rows.after)
    return {"list": listing, "body": body(listing), "foot": foot(listing, sums), "more": more}
