"""Keeping the facts true: a marked day built again, beside the same day rebuilt by plain SQL."""

from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from orders.models import SalesMovement
from orders.services.facts import facts_mark, facts_refresh

from .measuring import Line, compared, in_turns, same

KEYS = "basis, {day}, salesperson_id, region_id, category_id, customer_class_id, unit"
FIGURES = (
    "quantity, net_amount, gross_amount, cost_amount, "
    "return_quantity, return_net_amount, return_gross_amount, return_cost_amount"
)
DAILY, MONTHLY = KEYS.format(day="day_on"), KEYS.format(day="month_on")

# Each kind of movement counts for the basis beside it; returns and cancellations are negative.
DAY_SQL = f"""
INSERT INTO orders_dailyfact ({DAILY}, {FIGURES})
SELECT b.basis, m.moved_on, m.salesperson_id, m.region_id, m.category_id, m.customer_class_id,
  m.unit,
  COALESCE(SUM(m.quantity) FILTER (WHERE NOT b.is_return), 0),
  COALESCE(SUM(m.net_amount) FILTER (WHERE NOT b.is_return), 0),
  COALESCE(SUM(m.gross_amount) FILTER (WHERE NOT b.is_return), 0),
  COALESCE(SUM(m.cost_amount) FILTER (WHERE NOT b.is_return), 0),
  COALESCE(-SUM(m.quantity) FILTER (WHERE b.is_return), 0),
  COALESCE(-SUM(m.net_amount) FILTER (WHERE b.is_return), 0),
  COALESCE(-SUM(m.gross_amount) FILTER (WHERE b.is_return), 0),
  COALESCE(-SUM(m.cost_amount) FILTER (WHERE b.is_return), 0)
FROM orders_salesmovement m JOIN (VALUES {{bases}}) b (basis, kind, is_return) USING (kind)
WHERE m.moved_on = %s
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""
MONTH_SQL = f"""
INSERT INTO orders_monthlyfact ({MONTHLY}, {FIGURES})
SELECT basis, %s::date, salesperson_id, region_id, category_id, customer_class_id, unit,
  {", ".join(f"SUM({name})" for name in FIGURES.split(", "))}
FROM orders_dailyfact
WHERE day_on >= %s::date AND day_on < %s::date + INTERVAL '1 month'
GROUP BY 1, 3, 4, 5, 6, 7
"""


def bases() -> str:
    from orders.enums import BASIS_MOVEMENTS, BASIS_RETURNS

    return ", ".join(
        f"('{basis.value}', '{kind.value}', {is_return})"
        for table, is_return in ((BASIS_MOVEMENTS, False), (BASIS_RETURNS, True))
        for basis, kinds in table.items()
        for kind in kinds
    )


def by_service(day: date) -> None:
    facts_mark([day])
    facts_refresh()


def by_sql(day: date) -> None:
    first = day.replace(day=1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM orders_dailyfact WHERE day_on = %s", [day])
        cursor.execute(DAY_SQL.format(bases=bases()), [day])
        cursor.execute("DELETE FROM orders_monthlyfact WHERE month_on = %s", [first])
        cursor.execute(MONTH_SQL, [first, first, first])


def stored(day: date) -> list[Any]:
    """The facts of the day and of its month, without their keys."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {DAILY}, {FIGURES} FROM orders_dailyfact WHERE day_on = %s "
            f"UNION ALL SELECT {MONTHLY}, {FIGURES} FROM orders_monthlyfact WHERE month_on = %s "
            "ORDER BY 1, 2, 3, 4, 5, 6, 7",
            [day, day.replace(day=1)],
        )
        return [tuple(map(str, row)) for row in cursor.fetchall()]


def exact(day: date) -> None:
    """The gross amount of the facts is that of the movements, to the cent."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT basis, SUM(gross_amount - return_gross_amount) FROM orders_dailyfact "
            "WHERE day_on = %s GROUP BY 1 ORDER BY 1",
            [day],
        )
        facts = cursor.fetchall()
        cursor.execute(
            f"SELECT b.basis, SUM(m.gross_amount) FROM orders_salesmovement m "
            f"JOIN (VALUES {bases()}) b (basis, kind, is_return) USING (kind) "
            "WHERE m.moved_on = %s GROUP BY 1 ORDER BY 1",
            [day],
        )
        same(facts, cursor.fetchall(), "facts and movements")


def measure(scale: float) -> list[Line]:
    """The day with the most movements, which costs most."""
    busiest = SalesMovement.objects.values("moved_on").annotate(number=Count("pk"))
    day = busiest.order_by("-number").first()["moved_on"]  # type: ignore[index]
    by_service(day)
    exact(day)
    ours = stored(day)
    by_sql(day)
    same(ours, stored(day), "a day's and its month's facts")
    product, limit = in_turns([lambda: by_service(day), lambda: by_sql(day)], int(30 * scale) or 1)
    return [compared("facts", "a day and its month built again", product, limit, goal=2)]
