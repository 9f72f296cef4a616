"""Where the rows behind a figure are."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from orders.enums import Basis
from reports.prints import sections_of
from reports.selectors import ids_of


def rows_of_ledger(first: date | str, last: date | str, **where: Any) -> str:
    """The sales ledger of a period, narrowed."""
    query = urlencode({"ordered_on": f"{first}..{last}", **where})
    return f"{reverse('orders:ledger_list')}?{query}"


def group_links(result: dict[str, Any]) -> dict[str, dict[str, str]]:
    """For each grouping of a report by order date, where the rows of each of its groups are.

    The ledger is by order date; groups of several keys and of other bases lead nowhere.
    """
    if result["basis"] != Basis.ORDER:
        return {}
    links = {}
    for section in sections_of(result):
        if "," not in section.key:
            ids = ids_of(section.key, [row["key"] for row in section.rows])
            links[section.key] = {
                code: rows_of_ledger(result["from"], result["to"], **{section.key: pk})
                for code, pk in ids.items()
            }
    return links
