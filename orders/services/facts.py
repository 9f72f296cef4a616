"""Keep the daily and monthly facts true: days are marked with each movement, then rebuilt whole."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from core import audit
from core.database import exclusive
from orders.enums import BASIS_MOVEMENTS, BASIS_RETURNS, Event
from orders.models import DailyFact, DirtyDay, MonthlyFact, SalesMovement

KEYS = ("salesperson_id", "region_id", "category_id", "customer_class_id", "unit")
FIGURES = (("quantity", 3), ("net_amount", 2), ("gross_amount", 2), ("cost_amount", 2))


def facts_mark(days: Iterable[date]) -> None:
    """Mark days for rebuilding, in the transaction that wrote their movements.

    Each transaction adds rows of its own, so writers of one day never wait for each other and a
    mark made during a rebuild survives it.
    """
    DirtyDay.objects.bulk_create([DirtyDay(day_on=day) for day in sorted(set(days))])


@transaction.atomic
def facts_refresh(*, from_on: date | None = None, to_on: date | None = None) -> list[date]:
    """Rebuild the marked days (of the range) and their months; returns the days rebuilt.

    Idempotent: a day is deleted and summed again from its movements, so nothing can drift.
    """
    marks = DirtyDay.objects.all()
    if from_on:
        marks = marks.filter(day_on__gte=from_on)
    if to_on:
        marks = marks.filter(day_on__lte=to_on)
    if not marks.exists():
        return []
    exclusive("orders.facts")
    taken = list(marks.values_list("pk", "day_on"))
    days = sorted({day for _pk, day in taken})
    _rebuild_days(days)
    _rebuild_months(sorted({day.replace(day=1) for day in days}))
    DirtyDay.objects.filter(pk__in=[pk for pk, _day in taken]).delete()
    return days


@transaction.atomic
def facts_rebuild_all() -> None:
    """Sum every day and month again from the movements."""
    exclusive("orders.facts")
    DirtyDay.objects.all().delete()
    DailyFact.objects.all().delete()
    MonthlyFact.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(_daily_sql("1 = 1"))
        cursor.execute(_monthly_sql("1 = 1"))


@transaction.atomic
def facts_compare(*, at: datetime) -> list[date]:
    """Sum everything again beside the facts; days that differ are rebuilt and written in the trail.

    Returns those days: nothing, unless somebody wrote past the services.
    """
    facts_refresh()
    exclusive("orders.facts")
    days = {date.fromisoformat(str(day)[:10]) for day in _differing(DailyFact, _daily_select())}
    _rebuild_days(sorted(days))
    months = {
        date.fromisoformat(str(month)[:10]) for month in _differing(MonthlyFact, _monthly_select())
    }
    _rebuild_months(sorted(months))
    found = sorted(days | months)
    if found:
        told = ", ".join(f"{day:%Y-%m-%d}" for day in found[:20])
        audit.record(actor=None, verb=Event.FACTS_MENDED, subject=None, at=at, reason=told)
    return found


def _differing(fact: type[Model], truth: str) -> list[Any]:
    """Days (or months) of which a row of the facts is not as its movements make it."""
    day = "day_on" if fact is DailyFact else "month_on"
    kept = f"SELECT basis, {day}, {_columns()} FROM {fact._meta.db_table}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {day} FROM (SELECT * FROM ({truth} EXCEPT {kept}) a "  # noqa: S608
            f"UNION ALL SELECT * FROM ({kept} EXCEPT {truth}) b) c"
        )
        return [row[0] for row in cursor.fetchall()]


def _rebuild_days(days: Sequence[date]) -> None:
    for first, last in _runs(days):
        DailyFact.objects.filter(day_on__gte=first, day_on__lte=last).delete()
        with connection.cursor() as cursor:
            cursor.execute(
                _daily_sql("m.moved_on >= %s AND m.moved_on <= %s"),
                [first.isoformat(), last.isoformat()],
            )


def _rebuild_months(months: Sequence[date]) -> None:
    for month in months:
        after = (month + timedelta(days=32)).replace(day=1)
        MonthlyFact.objects.filter(month_on=month).delete()
        with connection.cursor() as cursor:
            cursor.execute(
                _monthly_sql("d.day_on >= %s AND d.day_on < %s"),
                [month.isoformat(), after.isoformat()],
            )


def _runs(days: Sequence[date]) -> list[tuple[date, date]]:
    """Neighboring days as ranges, so that an import of a year is one statement."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == timedelta(days=1):
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _bases_sql() -> str:
    rows = [
        f"SELECT '{basis}' AS basis, '{kind}' AS kind, {is_return} AS is_return"
        for table, is_return in ((BASIS_MOVEMENTS, 0), (BASIS_RETURNS, 1))
        for basis, kinds in table.items()
        for kind in kinds
    ]
    return " UNION ALL ".join(rows)


def _daily_sql(where: str) -> str:
    """INSERT … SELECT of daily sums."""
    table = DailyFact._meta.db_table
    return f"INSERT INTO {table} (basis, day_on, {_columns()}) {_daily_select(where)}"


def _daily_select(where: str = "1 = 1") -> str:
    """Daily sums of the movements; returns are kept positive and apart."""
    sold = ", ".join(
        f"ROUND(SUM(CASE WHEN b.is_return = 0 THEN m.{name} ELSE 0 END), {places})"
        for name, places in FIGURES
    )
    returned = ", ".join(
        f"ROUND(-SUM(CASE WHEN b.is_return = 1 THEN m.{name} ELSE 0 END), {places})"
        for name, places in FIGURES
    )
    keys = ", ".join(f"m.{key}" for key in KEYS)
    return (
        f"SELECT b.basis, m.moved_on AS day_on, {keys}, {sold}, {returned} "  # noqa: S608
        f"FROM {SalesMovement._meta.db_table} m JOIN ({_bases_sql()}) b ON b.kind = m.kind "
        f"WHERE {where} GROUP BY b.basis, m.moved_on, {keys}"
    )


def _monthly_sql(where: str) -> str:
    """INSERT … SELECT of monthly sums."""
    table = MonthlyFact._meta.db_table
    return f"INSERT INTO {table} (basis, month_on, {_columns()}) {_monthly_select(where)}"


def _monthly_select(where: str = "1 = 1") -> str:
    """Monthly sums of the daily facts."""
    month = (
        "CAST(date_trunc('month', d.day_on) AS date)"
        if connection.vendor == "postgresql"
        else "date(d.day_on, 'start of month')"
    )
    names = [(name, places) for name, places in FIGURES]
    names += [(f"return_{name}", places) for name, places in FIGURES]
    sums = ", ".join(f"ROUND(SUM(d.{name}), {places})" for name, places in names)
    keys = ", ".join(f"d.{key}" for key in KEYS)
    return (
        f"SELECT d.basis, {month} AS month_on, {keys}, {sums} "  # noqa: S608
        f"FROM {DailyFact._meta.db_table} d "
        f"WHERE {where} GROUP BY d.basis, {month}, {keys}"
    )


def _columns() -> str:
    figures = [name for name, _places in FIGURES]
    return ", ".join([*KEYS, *figures, *(f"return_{name}" for name in figures)])
