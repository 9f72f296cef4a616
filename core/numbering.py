"""Official numbers: unique and ordered under concurrency, gapless where the trade demands it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models.functions import Greatest
from django.utils import translation
from sequences import get_next_values
from sequences.models import Sequence

from core.database import ask
from core.errors import Sentence
from core.models import NumberCounter, NumberSeries
from core.models.number import PLACES, check_pattern

_SERIES = "SELECT pattern, is_gapless FROM core_numberseries WHERE code = %s"
_UPSERT = """
INSERT INTO core_numbercounter (series, scope, last) VALUES (%s, %s, %s)
ON CONFLICT (series, scope) DO UPDATE SET last = core_numbercounter.last + excluded.last
RETURNING last
"""


@dataclass(frozen=True)
class Declared:
    """A series an app brings along; the administrator may change its pattern afterwards."""

    code: str
    name: Sentence
    pattern: str
    gapless: bool


_declared: dict[str, Declared] = {}


def declare(code: str, name: Sentence, pattern: str, *, gapless: bool = False) -> str:
    """Bring a series along: its row is made when the database is migrated, or first used."""
    check_pattern(pattern)
    _declared[code] = Declared(code, name, pattern, gapless)
    return code


def next_number(series: str, on: date) -> str:
    """The next number of the series for that day, in the caller's transaction.

    Whoever comes second waits until the first commits, so numbers follow the order of commits. A
    gapless series refuses to run outside a transaction: the roll-back has to give the number back.
    """
    return next_numbers(series, on, 1)[0]


def next_numbers(series: str, on: date, count: int) -> list[str]:
    """That many numbers in a row, set-based."""
    if count < 1:
        return []
    row = _series(series)
    if row.is_gapless and not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A gapless number needs a transaction.")
    scope = _scope(row.pattern, on)
    return [_written(row.pattern, on, value) for value in _take(row, scope, count)]


def keep_clear(series: str, on: date, last: int) -> None:
    """Never give out again what was brought in from outside, up to ``last``."""
    row = _series(series)
    scope = _scope(row.pattern, on)
    kept: models.Model
    if row.is_gapless:
        kept, _ = Sequence.objects.get_or_create(
            name=_sequence(row.code, scope), defaults={"last": last}
        )
        counters: models.QuerySet = Sequence.objects.filter(pk=kept.pk)
    else:
        kept, _ = NumberCounter.objects.get_or_create(
            series=row.code, scope=scope, defaults={"last": last}
        )
        counters = NumberCounter.objects.filter(pk=kept.pk)
    counters.update(last=Greatest("last", models.Value(last)))


def make_declared() -> None:
    """The rows of every declared series, named in the office's language; edits stay."""
    with translation.override(settings.LANGUAGE_CODE):
        rows = [
            NumberSeries(
                code=each.code, name=str(each.name), pattern=each.pattern, is_gapless=each.gapless
            )
            for each in _declared.values()
        ]
    NumberSeries.objects.bulk_create(rows, ignore_conflicts=True)


def _series(code: str) -> NumberSeries:
    for pattern, is_gapless in ask(_SERIES, [code]):
        return NumberSeries(code=code, pattern=pattern, is_gapless=bool(is_gapless))
    declared = _declared[code]
    return NumberSeries.objects.get_or_create(
        code=code,
        defaults={
            "name": str(declared.name),
            "pattern": declared.pattern,
            "is_gapless": declared.gapless,
        },
    )[0]


def _take(row: NumberSeries, scope: str, count: int) -> range:
    if row.is_gapless:
        return get_next_values(count, _sequence(row.code, scope))
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [row.code, scope, count])
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def _sequence(code: str, scope: str) -> str:
    return f"{code}:{scope}"


def _scope(pattern: str, on: date) -> str:
    places = set(PLACES.findall(pattern))
    if "dd" in places:
        return f"{on:%Y%m%d}"
    if "mm" in places:
        return f"{on:%Y%m}"
    return f"{on:%Y}" if places & {"yyyy", "yy"} else ""


def _written(pattern: str, on: date, value: int) -> str:
    return "".join(_parts(pattern, on, value))


def _parts(pattern: str, on: date, value: int) -> Iterator[str]:
    end = 0
    for place in PLACES.finditer(pattern):
        yield pattern[end : place.start()]
        match place.group(1):
            case "yyyy":
                yield f"{on:%Y}"
            case "yy":
                yield f"{on:%y}"
            case "mm":
                yield f"{on:%m}"
            case "dd":
                yield f"{on:%d}"
            case running:
                yield f"{value:0{running[4:]}d}"
        end = place.end()
    yield pattern[end:]
