"""The inbox, whole page, beside the queries it makes, run by hand into one string join."""

import re
from html import escape
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import translation
from django.utils.safestring import mark_safe

from accounts.models import User

from .measuring import Line, compared, in_turns, p95
from .orders_list import LANGUAGE, OF_FRAME, frame, queries

PATH, FRAMED = "/", "/bench/inbox/"
PERSON = "limin"
# What the page asks beyond its frame, with its values: noted once, run by the view beside it.
_noted: list[tuple[str, Any]] = []


def framed(request: HttpRequest) -> HttpResponse:
    """The same rows from the same queries, in the site's own frame and behind its log-in."""
    made = []
    with connection.cursor() as cursor:
        for sql, values in _noted:
            cursor.execute(sql, values)
            for row in cursor.fetchall():
                cells = "".join(f"<td>{escape(str(value))}</td>" for value in row[:6])
                made.append(f"<tr>{cells}</tr>")
    body = mark_safe(f"<table><tbody>{''.join(made)}</tbody></table>")
    return HttpResponse(frame().render({"body": body}, request))


def note(page: Any) -> None:
    """Keep what the page asks."""

    def keep(execute: Any, sql: str, values: Any, *rest: Any) -> Any:
        table = re.search(r'FROM "?(\w+)', sql)
        if sql.startswith("SELECT") and table and table.group(1) not in OF_FRAME:
            _noted.append((sql, values))
        return execute(sql, values, *rest)

    _noted.clear()
    with connection.execute_wrapper(keep):
        page()


def measure(scale: float) -> list[Line]:
    """What waits for an assistant of the demo company."""
    client = Client()
    client.force_login(User.objects.get(username=PERSON))

    def page(at: str = PATH) -> None:
        assert client.get(at).status_code == 200

    with translation.override(LANGUAGE):
        page()  # the counts beside the menu are kept for a minute
        note(page)
        product, limit = in_turns([page, lambda: page(at=FRAMED)], int(60 * scale) or 1, warm=3)
        of_frame, own = queries(page)
    what = "what waits for an assistant: p95"
    return [
        compared("inbox", what, product, limit, goal=1.5, at=p95),
        Line("inbox", "queries of the frame", of_frame, 3, unit=""),
        Line("inbox", "queries beyond the frame", own, 4, unit=""),
    ]
