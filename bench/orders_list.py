"""The order list, whole page, beside a bare view of hand-written SQL and one string join."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from html import escape, unescape
from statistics import median
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from accounts.models import User
from core.clock import business_today
from orders.enums import OrderStatus
from orders.lists.order import BARS
from orders.models import Order

from .measuring import Line, compared, in_turns, p95, same

PATH, FRAMED = "/orders/order/", "/bench/orders/"
NAKED = "the same beside the rows alone, without frame, log-in, middleware"
COLUMNS = (
    "number,customer_name,status,ordered_on,due_on,line_count,gross_amount,progress,"
    "open_amount,salesperson"
)
FROM_ON, TO_ON = date(2026, 10, 1), date(2026, 10, 31)
LANGUAGE = "zh-hans"
RATES = ", ".join(
    f"{amount}::float8 / NULLIF(o.gross_amount::float8, 0)"
    for amount in (
        "GREATEST(o.produced_amount, o.shipped_amount)",
        "o.shipped_amount",
        "o.signed_amount",
        "o.invoiced_amount",
        "o.collected_amount",
    )
)
WHERE = "o.ordered_on BETWEEN %s AND %s AND o.region_id = %s"
ROWS = f"""
SELECT o.id, o.number, c.name, o.status, o.is_on_hold, o.ordered_on,
  COALESCE((SELECT MIN(l.confirmed_on) FROM orders_orderline l WHERE l.order_id = o.id
    AND l.quantity > l.shipped_quantity + l.short_closed_quantity), o.promised_on),
  o.line_count, o.gross_amount, {RATES},
  o.gross_amount - o.shipped_amount - o.short_closed_amount, u.full_name
FROM orders_order o
JOIN customers_customer c ON c.id = o.customer_id
JOIN accounts_user u ON u.id = o.salesperson_id
WHERE {WHERE}
ORDER BY o.ordered_on DESC, o.id DESC LIMIT 50
"""
TOTALS = f"""
SELECT COUNT(*), SUM(o.line_count) FILTER (WHERE o.status <> 'cancelled'),
  SUM(o.gross_amount) FILTER (WHERE o.status <> 'cancelled'),
  SUM(o.gross_amount - o.shipped_amount - o.short_closed_amount)
    FILTER (WHERE o.status <> 'cancelled')
FROM orders_order o WHERE {WHERE}
"""
OPEN = {"confirmed", "released"}


OF_FRAME = {"django_session", "accounts_user", "accounts_rolegrant", "accounts_department"}


def day_text(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"


def bare(request: HttpRequest) -> HttpResponse:
    """The rows alone: no frame, no log-in, no middleware."""
    return HttpResponse(table_of(request).encode())


def framed(request: HttpRequest) -> HttpResponse:
    """The same in the site's own frame, behind its log-in and its middleware."""
    return HttpResponse(frame().render({"body": mark_safe(table_of(request))}, request))


@cache
def frame() -> Any:
    return engines["django"].from_string(
        '{% extends "base.html" %}{% block content %}{{ body }}{% endblock %}'
    )


def table_of(request: HttpRequest) -> str:
    """The same ten columns, count and totals by hand-written SQL and one string join."""
    today = business_today()
    bounds = [FROM_ON, TO_ON, request.GET["region"]]
    words = {value: escape(str(label)) for value, label in OrderStatus.choices}
    names = [escape(str(name)) for name in BARS]
    with connection.cursor() as cursor:
        cursor.execute(ROWS, bounds)
        rows = cursor.fetchall()
        cursor.execute(TOTALS, bounds)
        count, lines, gross, left = cursor.fetchone()
    made = []
    for row in rows:
        pk, number, customer, status, held, ordered, due, line_count, amount = row[:9]
        mark = " 暂停" if held else ""
        due_text = day_text(due, today) if due else "—"
        if due and status in OPEN and due <= today:
            days = (today - due).days
            due_text += f" 迟 {days} 天" if days else " 今天"
        bars = "".join(
            f'<svg viewBox="0 0 100 4" role="img" aria-label="{name} {percent}%"><rect width="100"'
            f' height="4"/><rect width="{percent}" height="4"/></svg>'
            for name, rate in zip(names, row[9:14], strict=True)
            for percent in [max(0, min(100, int((rate or 0) * 100)))]
        )
        made.append(
            f'<tr><td><a href="/orders/order/{pk}/">{escape(number)}</a></td>'
            f"<td>{escape(customer)}</td><td>{words[status]}{mark}</td>"
            f"<td>{day_text(ordered, today)}</td><td>{due_text}</td><td>{line_count:,}</td>"
            f"<td>{amount:,.2f}</td><td>{bars}</td><td>{row[14]:,.2f}</td>"
            f"<td>{escape(row[15])}</td></tr>\n"
        )
    foot = f"<tfoot><tr><td>{lines:,}</td><td>{gross:,.2f}</td><td>{left:,.2f}</td></tr></tfoot>"
    return f"<p>{count:,}</p><table><tbody>{''.join(made)}</tbody>{foot}</table>"


def rows_of(html: str) -> list[list[str]]:
    """What a reader sees in each cell of the body, bars by their labels."""
    body = html.split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    found = []
    for row in re.findall(r"<tr.*?</tr>", body, re.S):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
        found.append([text_of(cell) for cell in cells if 'type="checkbox"' not in cell])
    return found


def text_of(cell: str) -> str:
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', cell))
    text = re.sub(r"<[^>]*>", " ", re.sub(r'<span class="bo-m-only">.*?</span>', "", cell))
    return " ".join(unescape(f"{labels} {text}").split())


def figures_of(html: str) -> list[str]:
    """The totals of the whole filter."""
    foot = html.split("<tfoot", 1)[1].split("</tfoot>", 1)[0].partition(">")[2]
    return re.findall(r"\d[\d,]*(?:\.\d\d)?", re.sub(r"<[^>]*>", " ", foot))


def measure(scale: float) -> list[Line]:
    """A month of one region, so that the totals of the whole filter stand in the page itself."""
    user = User.objects.get(username="limin")
    client = Client()
    client.force_login(user)
    region = Order.objects.filter(ordered_on=date(2026, 10, 15)).values_list("region", flat=True)[0]
    query = {"ordered_on": f"{FROM_ON}..{TO_ON}", "region": region, "cols": COLUMNS}
    bare_request = RequestFactory().get(PATH, query)

    def page(at: str = PATH) -> str:
        answer = client.get(at, query)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    with translation.override(LANGUAGE):
        ours = page()
        for theirs in (bare(bare_request).content.decode(), page(at=FRAMED)):
            same(rows_of(ours), rows_of(theirs), "rows of the order list")
            same(figures_of(ours)[-3:], figures_of(theirs), "totals of the order list")
        rounds = int(100 * scale) or 1
        works = [page, lambda: page(at=FRAMED), lambda: bare(bare_request)]
        product, limit, naked = in_turns(works, rounds, warm=3)
        what = "50 rows × 10 columns, totals, frame: p95"
        of_frame, own = queries(page)
        return [
            compared("orders_list", what, product, limit, goal=2, at=p95),
            compared("orders_list", f"{NAKED}: p95", product, naked, goal=None, at=p95),
            *last_pages(client, rounds // 3 or 1),
            Line("orders_list", "queries of the frame", of_frame, 3, unit=""),
            Line("orders_list", "queries beyond the frame", own, 5, unit=""),
        ]


def last_pages(client: Client, rounds: int) -> list[Line]:
    """All orders, the last page beside the first, by each sort that an index serves."""
    made = []
    for sort in ("-ordered_on", "ordered_on", "-gross_amount"):
        works: list[Callable[[], Any]] = [
            lambda sort=sort: client.get(PATH, {"sort": sort, "cols": COLUMNS}),
            lambda sort=sort: client.get(PATH, {"sort": sort, "cols": COLUMNS, "page": "last"}),
        ]
        first, last = in_turns(works, rounds)
        what = f"all orders by {sort}: last page beside page 1"
        made.append(compared("orders_list", what, last, first, goal=1.3, at=median))
    return made


def queries(page: Callable[[], str]) -> tuple[int, int]:
    """Those of session, person and roles, and the others."""
    seen: list[str] = []

    def keep(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(keep):
        page()
    tables = [match.group(1) for sql in seen if (match := re.search(r'FROM "?(\w+)', sql))]
    in_frame = sum(table in OF_FRAME for table in tables)
    return in_frame, len(seen) - in_frame
