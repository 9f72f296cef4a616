"""Every figure of a report against plain loops over the movements, receipts and allocations."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import product
from random import Random

import pytest
from openpyxl import load_workbook

from core.printing import rendering
from orders.models import Allocation, Receipt, Receivable, SalesMovement
from orders.selectors.figures import Measure
from orders.selectors.receivables import receivables_at, total_of
from orders.services.facts import facts_mark, facts_refresh
from reports.enums import Figure
from reports.prints import report_pdf, report_workbook
from reports.selectors import Question, dashboard
from reports.services import report_build, report_freeze
from reports.services.report import FROZEN_GROUPS

D = Decimal
CENT = D("0.01")
DAY = timedelta(days=1)
AT = datetime(2026, 3, 1, 10, 30, tzinfo=UTC)
SOLD = {
    "order": {"confirmed", "changed", "cancelled"},
    "shipment": {"shipped"},
    "invoice": {"invoiced"},
}
BACK = {"order": {"returned"}, "shipment": {"returned"}, "invoice": {"red_letter"}}
NAMES = {
    "salesperson": lambda m: m.salesperson.username,
    "region": lambda m: m.region.code if m.region else "",
    "category": lambda m: m.category.code,
    "customer_class": lambda m: m.customer_class.code if m.customer_class else "",
    "customer": lambda m: m.customer.code,
    "product": lambda m: m.product.code,
}
OWED_BY = {
    "salesperson": NAMES["salesperson"],
    "region": NAMES["region"],
    "customer": NAMES["customer"],
    "customer_class": lambda r: r.customer.customer_class.code if r.customer.customer_class else "",
}


@pytest.fixture
def two_years(money):
    """The movements and money of a spring, every other one a year or a month earlier."""
    rows = list(SalesMovement.objects.order_by("pk"))
    days = {row.moved_on for row in rows}
    for number, row in enumerate(rows):
        row.moved_on -= (0, 365, 0, 364, 30)[number % 5] * DAY
    SalesMovement.objects.bulk_update(rows, ["moved_on"])
    facts_mark(days | {row.moved_on for row in rows})
    for number, receipt in enumerate(Receipt.objects.order_by("pk")):
        if number % 3 == 0:
            gone = receipt.reversed_on
            Receipt.objects.filter(pk=receipt.pk).update(
                received_on=receipt.received_on - 365 * DAY,
                reversed_on=gone - (number % 2) * 365 * DAY if gone else None,
            )
    facts_refresh()
    return Books()


class Books:
    """Everything there is, read once."""

    def __init__(self):
        follow = ("salesperson", "region", "category", "customer_class", "customer", "product")
        self.movements = list(SalesMovement.objects.select_related(*follow))
        money = ("salesperson", "region", "customer__customer_class")
        self.receipts = list(Receipt.objects.select_related(*money))
        self.items = list(Receivable.objects.select_related(*money))
        self.settled = defaultdict(list)
        for each in Allocation.objects.all():
            self.settled[each.receivable_id].append(each)

    def figures(self, span, basis, tax, returns, by=()):
        """Groups of figures as plain loops find them."""
        kinds = SOLD[basis] | (BACK[basis] if returns else set())
        groups = defaultdict(list)
        for m in self.movements:
            if m.kind in kinds and span[0] <= m.moved_on <= span[1]:
                groups[tuple(NAMES[key](m) for key in by)].append(m)
        old = {
            m.customer_id
            for m in self.movements
            if m.kind in SOLD[basis] and m.net_amount > 0 and m.moved_on < span[0]
        }
        received, owed = self.received(span, by), self.owed(span[1], by)
        everyone = {*groups, *(received or {}), *(owed or {})} if by else {()}
        return {
            group: self.one(groups[group], old, SOLD[basis], tax)
            | {
                "receipts": None if received is None else received.get(group, D(0)),
                "receivable": None if owed is None else owed.get(group, D(0)),
            }
            for group in everyone
        }

    def one(self, rows, old, sold, tax):
        net = sum((m.net_amount for m in rows), D(0))
        amount = sum((m.gross_amount for m in rows), D(0)) if tax else net
        cost = sum((m.cost_amount for m in rows), D(0))
        units = defaultdict(D)
        orders, customers = defaultdict(D), defaultdict(D)
        new = set()
        for m in rows:
            units[m.unit] += m.quantity
            orders[m.order_id] += m.net_amount
            customers[m.customer_id] += m.net_amount
            if m.kind in sold and m.net_amount > 0 and m.customer_id not in old:
                new.add(m.customer_id)
        used = [quantity for quantity in units.values() if quantity]
        quantity = None if len(used) > 1 else sum(used, D(0))
        price = (amount / quantity).quantize(CENT, ROUND_HALF_UP) if quantity else None
        return {
            "amount": amount,
            "quantity": quantity,
            "cost": cost,
            "gross_profit": net - cost,
            "margin": ((net - cost) / net).quantize(D("0.0001")) if net else None,
            "orders": sum(1 for each in orders.values() if each > 0),
            "customers": sum(1 for each in customers.values() if each > 0),
            "new_customers": len(new),
            "average_price": price,
        }

    def received(self, span, by):
        if not set(by) <= set(OWED_BY):
            return None
        found = defaultdict(D)
        for r in self.receipts:
            group = tuple(OWED_BY[key](r) for key in by)
            if span[0] <= r.received_on <= span[1]:
                found[group] += r.amount
            if r.reversed_on and span[0] <= r.reversed_on <= span[1]:
                found[group] -= r.amount
        return {group: amount for group, amount in found.items() if amount}

    def owed(self, on, by):
        if not set(by) <= set(OWED_BY):
            return None
        found = defaultdict(D)
        for item in self.items:
            if item.arose_on <= on:
                left = item.amount
                for each in self.settled[item.pk]:
                    if each.effective_on <= on:
                        left -= each.amount
                found[tuple(OWED_BY[key](item) for key in by)] += left
        return {group: amount for group, amount in found.items() if amount}


def spans(kind, on):
    """This period, the one before, the same one last year; worked out by the calendar alone."""
    first, step = {
        "daily": (on, None),
        "weekly": (on - on.weekday() * DAY, None),
        "monthly": (on.replace(day=1), 1),
        "quarterly": (date(on.year, (on.month - 1) // 3 * 3 + 1, 1), 3),
        "yearly": (date(on.year, 1, 1), 12),
    }[kind]
    if step is None:
        length = 1 if kind == "daily" else 7
        year = date(on.year - 1, on.month, on.day) if kind == "daily" else first - 364 * DAY
        return [(day, day + (length - 1) * DAY) for day in (first, first - length * DAY, year)]

    def months(index):
        return date(index // 12, index % 12 + 1, 1)

    start = first.year * 12 + first.month - 1
    return [(months(start + ago), months(start + ago + step) - DAY) for ago in (0, -step, -12)]


def same(told, expected, where):
    for name, value in expected.items():
        found = told[name]
        if value is None or found is None:
            assert value is found is None, (where, name, found, value)
        else:
            assert D(found) == D(value), (where, name)


GROUPINGS = [
    (), *((key,) for key in NAMES), ("salesperson", "category"), ("region", "customer_class"),
    ("customer", "product"),
]  # fmt: skip


def test_every_figure_equals_plain_loops_over_the_documents(two_years):
    """Kinds, bases, tax, returns and groupings, each with the period before and last year."""
    dice = Random(5)
    asked = list(product(["daily", "weekly", "monthly", "quarterly", "yearly"], GROUPINGS))
    choices = list(product(SOLD, (True, False), (True, False)))
    for number, (kind, by) in enumerate(asked):
        basis, tax, returns = choices[number % len(choices)]
        on = date(2026, 1, 1) + dice.randrange(120) * DAY
        where = (kind, on, basis, tax, returns, by)
        told = report_build(question=Question(kind, on, basis, tax, returns, by))
        now, before, last = spans(kind, on)
        assert (told["from"], told["to"]) == (now[0].isoformat(), now[1].isoformat())
        parts = {"totals": now, "previous": before, "last_year": last}
        for name, span in parts.items():
            expected = two_years.figures(span, basis, tax, returns)[()]
            same(told[name], expected, (where, name))
        if not by:
            continue
        rows = {tuple(r["key"]) if len(by) > 1 else (r["key"],): r for r in told["groups"]}
        grouped = {
            name: two_years.figures(span, basis, tax, returns, by) for name, span in parts.items()
        }
        nothing = two_years.one([], set(), set(), tax)
        blank = {*nothing.values(), None, D(0)}
        busy = {
            group
            for part in grouped.values()
            for group, figures in part.items()
            if not set(figures.values()) <= blank
        }
        assert set(rows) == busy, where
        for group, row in rows.items():
            shown = {"totals": row, "previous": row["previous"], "last_year": row["last_year"]}
            for name, figures in shown.items():
                same(figures, grouped[name].get(group, nothing), (where, group, name))


def test_the_workbook_reads_back_as_the_report(two_years):
    told = report_build(question=Question("monthly", date(2026, 3, 5), by=("customer",)))

    book = load_workbook(BytesIO(report_workbook(told)))

    summary, groups = book.worksheets
    heads = [cell.value for cell in groups[1]]
    rows = {row[0]: row for row in groups.iter_rows(min_row=2, values_only=True) if row[0]}
    assert set(rows) == {row["key"] for row in told["groups"]}
    columns = {figure: heads.index(str(figure.label)) for figure in Figure if figure.label in heads}
    assert {"amount", "gross_profit", "margin", "orders", "receipts", "receivable"} <= set(columns)
    for row in told["groups"]:
        for figure, column in columns.items():
            found, expected = rows[row["key"]][column], row[figure]
            assert found is expected is None or D(str(found)) == D(expected), (row["key"], figure)
    written = {row[0]: row for row in summary.iter_rows(values_only=True) if row[0]}
    for figure in Figure:
        for part, column in (("totals", 1), ("previous", 2), ("last_year", 4)):
            found, expected = written[str(figure.label)][column], told[part][figure]
            assert found is expected is None or D(str(found)) == D(expected), (figure, part)


def test_the_paper_says_what_the_report_says(two_years, monkeypatch):
    told = report_build(question=Question("monthly", date(2026, 3, 5), by=("region",)))
    pages = []
    monkeypatch.setattr(rendering, "pdf_of_html", lambda html, *_: pages.append(html) or b"%PDF")

    report_pdf(told)

    for part in ("totals", "previous", "last_year"):
        for figure in ("amount", "cost", "gross_profit", "receipts", "receivable"):
            assert f"{D(told[part][figure]):,.2f}".replace("-", "−") in pages[0], (part, figure)
    for row in told["groups"]:
        assert row["label"] in pages[0]
        assert f"{D(row['amount']):,.2f}".replace("-", "−") in pages[0]


def test_the_dashboard_shows_the_figures_of_the_report(two_years, fang_wen):
    on = date(2026, 4, 30)
    for basis, tax, returns in (("order", True, True), ("shipment", False, False)):
        measure = Measure(basis, tax, returns)
        head = dashboard.headline(user=fang_wen, kind="monthly", on=on, measure=measure)
        now, before, last = (
            two_years.figures(span, basis, tax, returns)[()] for span in spans("monthly", on)
        )
        for part, expected in (("current", now), ("previous", before), ("last_year", last)):
            told = head["period"][part]
            assert set(told) == {"amount", "margin", "receipts"}
            same(told, {figure: expected[figure] for figure in told}, (basis, part))
        trend = dashboard.trend(kind="monthly", on=on, measure=measure)
        assert (trend["actual"][-1], trend["last_year"][-1]) == (now["amount"], last["amount"])
        middle = two_years.figures((on.replace(day=1), on.replace(day=12)), basis, tax, returns)
        assert trend["actual"][11] == middle[()]["amount"]
        pareto = dashboard.concentration(kind="monthly", on=on, measure=measure)
        customers = two_years.figures(spans("monthly", on)[0], basis, tax, returns, ("customer",))
        bought = [each["amount"] for each in customers.values() if each["amount"] > 0]
        assert pareto["customers"] == len(bought) == now["customers"]
        assert pareto["total"] == sum(bought) == pareto["rest"] + sum(r[2] for r in pareto["rows"])
    shown = dashboard.ageing_now(user=fang_wen, on=date(2026, 7, 1))
    total = total_of(receivables_at(date(2026, 7, 1)))
    assert {each.name: each.amount for each in shown} == total.buckets
    assert sum(each.amount for each in shown) == two_years.owed(date(2026, 7, 1), ())[()]


def test_a_frozen_report_keeps_each_grouping_as_it_is_when_asked_alone(two_years):
    question = Question("monthly", date(2026, 2, 10))

    report = report_freeze(actor=None, question=question, at=AT)

    head = report_build(question=question)
    assert {name: report.figures[name] for name in ("totals", "previous", "last_year")} == {
        name: head[name] for name in ("totals", "previous", "last_year")
    }
    assert set(report.figures["sections"]) == set(FROZEN_GROUPS)
    for key, rows in report.figures["sections"].items():
        assert rows, key
        assert rows == report_build(question=replace(question, by=(key,)))["groups"], key
