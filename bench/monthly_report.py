"""The monthly report by salesperson × category × region beside the best plain SQL for its JSON."""

import json
from datetime import date
from typing import Any

from django.db import connection

from reports.selectors import Question
from reports.selectors.figures import ADDITIVE
from reports.services import report_build

from .measuring import Line, compared, in_turns, same

BY = ("salesperson", "category", "region")
QUESTION = Question(kind="monthly", on=date(2026, 10, 31), by=BY, figures=ADDITIVE)
Span = tuple[date, date]

FACTS = (
    "orders_dailyfact WHERE basis = 'order' AND day_on BETWEEN %s AND %s",
    "SUM(quantity - return_quantity)",
    "SUM(net_amount - return_net_amount)",
    "SUM(gross_amount - return_gross_amount)",
    "SUM(cost_amount - return_cost_amount)",
)
COUNTED = "('confirmed', 'changed', 'cancelled', 'returned')"
MOVEMENTS = (
    f"orders_salesmovement WHERE moved_on BETWEEN %s AND %s AND kind IN {COUNTED}",
    "SUM(quantity)",
    "SUM(net_amount)",
    "SUM(gross_amount)",
    "SUM(cost_amount)",
)
# One sub-select per period, so that the planner sees constant bounds; Python only puts the
# written figures into their places.
PART = """
SELECT {period} AS period, salesperson_id, category_id, region_id, unit,
  {1} AS q, {2} AS n, {3} AS g, {4} AS c
FROM {0} GROUP BY 2, 3, 4, 5
"""
WRITTEN = """
ROUND({g}, 2)::text, ROUND({q}, 3)::text, ROUND({c}, 2)::text, ROUND({n} - {c}, 2)::text,
ROUND(({n} - {c}) / NULLIF({n}, 0), 4)::text, ROUND({g} / NULLIF({q}, 0), 2)::text
"""
ONE_UNIT = "CASE COUNT(*) FILTER (WHERE q <> 0) WHEN 0 THEN 0 WHEN 1 THEN SUM(q) END"
SQL = f"""
WITH by_unit AS MATERIALIZED ({{parts}}),
groups AS (
  SELECT period, salesperson_id s, category_id p, region_id r, {ONE_UNIT} AS q,
    SUM(n) AS n, SUM(g) AS g, SUM(c) AS c
  FROM by_unit GROUP BY 1, 2, 3, 4
),
totals AS (
  SELECT period, {ONE_UNIT} AS q, SUM(n) AS n, SUM(g) AS g, SUM(c) AS c
  FROM (SELECT period, unit, SUM(q) AS q, SUM(n) AS n, SUM(g) AS g, SUM(c) AS c
        FROM by_unit GROUP BY 1, 2) units
  GROUP BY 1
)
SELECT period, NULL, NULL, NULL, NULL, NULL, NULL,
  {WRITTEN.format(q="q", n="n", g="g", c="c")}, g
FROM totals
UNION ALL
SELECT period, u.username, p.code, r.code, u.full_name, p.name, r.name,
  {WRITTEN.format(q="q", n="n", g="g", c="c")}, g
FROM groups
JOIN accounts_user u ON u.id = s
JOIN products_productcategory p ON p.id = groups.p
LEFT JOIN accounts_region r ON r.id = groups.r
"""
PLAN = "SELECT SUM(amount) FROM reports_salesplan WHERE month_on BETWEEN %s AND %s"
NAMES = ("amount", "quantity", "cost", "gross_profit", "margin", "average_price")
EMPTY = dict(zip(NAMES, ("0.00", "0.000", "0.00", "0.00", None, None), strict=True))


def by_sql(question: Question, source: tuple[str, ...]) -> str:
    """The report's JSON from one statement over facts or movements."""
    spans = question.spans()
    parts = " UNION ALL ".join(PART.format(*source, period=number) for number in range(len(spans)))
    with connection.cursor() as cursor:
        cursor.execute(SQL.format(parts=parts), [day for span in spans.values() for day in span])
        rows = cursor.fetchall()
        cursor.execute(PLAN, spans["current"])
        plan = cursor.fetchone()[0]
    totals: list[Any] = [EMPTY, EMPTY, EMPTY]
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for period, *key, amount, quantity, cost, profit, margin, price, sort in rows:
        figures = {
            "amount": amount,
            "quantity": quantity,
            "cost": cost,
            "gross_profit": profit,
            "margin": margin,
            "average_price": price,
        }
        if key[0] is None:
            totals[period] = figures
            continue
        group = groups.setdefault(tuple(key), [0, EMPTY, EMPTY, EMPTY])
        group[1 + period] = figures
        if not period:
            group[0] = -sort
    made = [
        {
            "key": [*key[:2], key[2] or ""],
            "label": [key[3] or key[0], key[4] or key[1], key[5] or key[2] or "未填"],
            **now,
            "previous": previous,
            "last_year": last_year,
            "sort": sort,
        }
        for key, (sort, now, previous, last_year) in groups.items()
    ]
    made.sort(key=lambda row: (row["sort"], str(row["key"])))
    for row in made:
        del row["sort"]
    return json.dumps(_whole(question, spans, totals, made, plan), ensure_ascii=False)


def _whole(
    question: Question, spans: dict[str, Span], totals: list[Any], made: list[Any], plan: Any
) -> dict[str, Any]:
    actual = totals[0]["amount"]
    return {
        "kind": question.kind,
        "on": question.on.isoformat(),
        "from": spans["current"][0].isoformat(),
        "to": spans["current"][1].isoformat(),
        "basis": "order",
        "tax": "incl",
        "returns": "in",
        "by": ",".join(question.by),
        "totals": totals[0],
        "previous": totals[1],
        "last_year": totals[2],
        "plan": plan
        and {
            "amount": f"{plan:.2f}",
            "to_date": f"{plan:.2f}",
            "actual": actual,
            "achievement": f"{type(plan)(actual) / plan:.4f}",
        },
        "groups": made,
    }


def by_product() -> str:
    return json.dumps(report_build(question=QUESTION), ensure_ascii=False)


def measure(scale: float) -> list[Line]:
    """The limit leaves out the digest that the product takes of the whole answer besides."""
    ours = json.loads(by_product())
    ours.pop("digest")
    for source in (FACTS, MOVEMENTS):
        same(ours, json.loads(by_sql(QUESTION, source)), "the monthly report")
    product, facts, movements = in_turns(
        [by_product, lambda: by_sql(QUESTION, FACTS), lambda: by_sql(QUESTION, MOVEMENTS)],
        int(20 * scale) or 1,
    )
    what = f"{len(ours['groups'])} groups, three periods"
    return [
        compared("monthly_report", f"{what}: SQL over daily facts", product, facts, goal=1.5),
        compared("monthly_report", f"{what}: SQL over movements", product, movements, goal=1),
    ]
