"""Numbers are unique, ordered and, where the trade demands it, gapless."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from sequences import get_last_value

from core import numbering
from core.models import NumberSeries
from core.models.number import check_pattern
from core.numbering import next_number, next_numbers

MARCH = date(2026, 3, 31)
APRIL = date(2026, 4, 1)


@pytest.fixture(autouse=True)
def _series(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbering, "_declared", {})
    numbering.declare("papers", "Papers", "HT-{yyyy}{mm}-{seq:5}")
    numbering.declare("letters", "Letters", "销发〔{yyyy}〕{seq:1}号", gapless=True)


@pytest.mark.django_db
def test_numbers_follow_each_other_and_begin_anew_each_month() -> None:
    assert [next_number("papers", on) for on in (MARCH, MARCH, APRIL, MARCH)] == [
        "HT-202603-00001",
        "HT-202603-00002",
        "HT-202604-00001",
        "HT-202603-00003",
    ]


@pytest.mark.django_db
def test_the_administrator_changes_the_pattern() -> None:
    numbering.make_declared()
    NumberSeries.objects.filter(code="papers").update(pattern="C{yy}{mm}{dd}{seq:3}")
    numbering.make_declared()
    assert next_number("papers", MARCH) == "C260331001"
    assert next_number("papers", APRIL) == "C260401001"


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "count"), [("papers", 3), ("letters", 3)])
def test_many_numbers_are_taken_at_once(code: str, count: int) -> None:
    one = next_number(code, MARCH)
    many = next_numbers(code, MARCH, count)
    assert len({one, *many}) == count + 1
    assert next_numbers(code, MARCH, 0) == []


@pytest.mark.django_db
def test_numbers_brought_in_are_not_given_again() -> None:
    numbering.keep_clear("papers", MARCH, 120)
    numbering.keep_clear("papers", MARCH, 80)
    assert next_number("papers", MARCH) == "HT-202603-00121"
    numbering.keep_clear("letters", MARCH, 7)
    assert next_number("letters", MARCH) == "销发〔2026〕8号"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", ["papers", "letters"])
def test_a_roll_back_leaves_no_gap(code: str) -> None:
    with transaction.atomic():
        next_number(code, MARCH)
        transaction.set_rollback(True)
    with transaction.atomic():
        assert next_number(code, MARCH) in {"HT-202603-00001", "销发〔2026〕1号"}


@pytest.mark.django_db(transaction=True)
def test_a_gapless_number_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        next_number("letters", MARCH)


@pytest.mark.parametrize(
    "pattern", ["SO-", "{seq:5}{seq:5}", "{year}{seq:5}", "{mm}{seq:5}", "{yyyy}{dd}{seq:2}", "{"]
)
def test_a_pattern_that_would_repeat_numbers_is_refused(pattern: str) -> None:
    with pytest.raises(ValidationError):
        check_pattern(pattern)


def _race(work: Callable[[], Any]) -> list[Any]:
    """The work in eight threads at once, five times each; what each answered."""
    answers: list[Any] = []
    start = threading.Barrier(8)

    def run() -> None:
        try:
            start.wait(timeout=10)
            for _ in range(5):
                answers.append(work())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


needs_postgres = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite lets one writer in at a time"
)


@pytest.mark.slow
@needs_postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", ["papers", "letters"])
def test_eight_clerks_at_once_get_forty_different_numbers(code: str) -> None:
    numbering.make_declared()

    def take() -> str:
        with transaction.atomic():
            return next_number(code, MARCH)

    numbers = _race(take)
    assert len(numbers) == 40
    if code == "papers":
        assert sorted(numbers) == [f"HT-202603-{i:05d}" for i in range(1, 41)]
    else:
        assert set(numbers) == {f"销发〔2026〕{i}号" for i in range(1, 41)}


@pytest.mark.slow
@needs_postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_clerks_would_get_the_same_number() -> None:
    """The race is real: read, add one and write gives numbers twice."""
    from core.models import NumberCounter

    NumberCounter.objects.create(series="papers", scope="202603", last=0)

    def careless() -> int:
        with transaction.atomic():
            counter = NumberCounter.objects.get(series="papers")
            counter.last += 1
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.005)")
            counter.save()
            return counter.last

    numbers = _race(careless)
    assert len(numbers) == 40
    assert len(set(numbers)) < 40
    assert get_last_value("papers:202603") is None
