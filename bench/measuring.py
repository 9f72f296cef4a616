"""Two ways of the same work, taken in turns: medians, 95th percentiles and the ratio."""

import gc
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

Work = Callable[[], Any]


@dataclass(frozen=True)
class Time:
    """What a call took, in milliseconds: by the clock, and of processors."""

    wall: float
    cpu: float


def _backend_cpu() -> float:
    """Seconds the database's process of this connection has worked; 0 where Linux is not."""
    from django.db import connection

    if connection.connection is None:
        return 0.0
    pid = connection.connection.info.backend_pid
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def _worked() -> float:
    """Processor seconds of this process, its ended children and its database connection."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime + _backend_cpu()


def timed(work: Work) -> tuple[Time, Any]:
    """One call, and what it gave back."""
    gc.collect()
    before, start = _worked(), time.perf_counter()
    result = work()
    wall = time.perf_counter() - start
    return Time(wall * 1000, (_worked() - before) * 1000), result


def in_turns(works: Sequence[Work], rounds: int, *, warm: int = 1) -> list[list[Time]]:
    """The works one after the other, as often as asked; each round begins with another one."""
    taken: list[list[Time]] = [[] for _work in works]
    for number in range(warm + rounds):
        for place in range(len(works)):
            which = (place + number) % len(works)
            time_of, _result = timed(works[which])
            if number >= warm:
                taken[which].append(time_of)
    return taken


def p95(values: Sequence[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered) + 0.5) - 1)]


@dataclass
class Line:
    """One line of the table: a ratio beside its goal; without a goal it is told only."""

    work: str
    what: str
    ratio: float
    goal: float | None
    unit: str = "×"
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        return self.goal is None or self.ratio <= self.goal

    def plain(self) -> dict[str, Any]:
        return {**asdict(self), "met": self.is_met}


def compared(
    work: str,
    what: str,
    product: Sequence[Time],
    limit: Sequence[Time],
    *,
    goal: float | None,
    at: Callable[[Sequence[float]], float] = median,
    **facts: Any,
) -> Line:
    """The ratio of processor time, which a busy machine disturbs least, the clock's beside it.

    The median is that of the ratios of neighbours, for the machine changes its speed meanwhile.
    """
    ours, theirs = [t.cpu for t in product], [t.cpu for t in limit]
    walls = [t.wall for t in product], [t.wall for t in limit]
    return Line(
        work,
        what,
        _ratio(ours, theirs, at),
        goal,
        facts={
            "product_ms": round(median(ours), 2),
            "limit_ms": round(median(theirs), 2),
            "product_p95_ms": round(p95(ours), 2),
            "limit_p95_ms": round(p95(theirs), 2),
            "clock_ratio": _ratio(*walls, at),
            "product_clock_ms": round(median(walls[0]), 2),
            "limit_clock_ms": round(median(walls[1]), 2),
            "rounds": len(ours),
            **facts,
        },
    )


def _ratio(
    ours: Sequence[float], theirs: Sequence[float], at: Callable[[Sequence[float]], float]
) -> float:
    if at is median:
        return round(median(one / other for one, other in zip(ours, theirs, strict=True)), 2)
    return round(at(ours) / at(theirs), 2)


def same(ours: Any, theirs: Any, what: str) -> None:
    """A comparison counts only where both give the same answer."""
    if ours == theirs:
        return
    raise AssertionError(f"{what}: the answers differ.\n{difference(ours, theirs)}")


def difference(ours: Any, theirs: Any, path: str = "") -> str:
    """The first place at which two plain values differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for key in {**ours, **theirs}:
            if ours.get(key) != theirs.get(key):
                return difference(ours.get(key), theirs.get(key), f"{path}.{key}")
    if isinstance(ours, list | tuple) and isinstance(theirs, list | tuple):
        if len(ours) != len(theirs):
            return f"{path}: {len(ours)} and {len(theirs)} items"
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            if one != other:
                return difference(one, other, f"{path}[{place}]")
    return f"{path}: {str(ours)[:300]!r} and {str(theirs)[:300]!r}"
