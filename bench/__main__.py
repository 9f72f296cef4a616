"""python3 dev.py bench [WORK …] [--orders N] [--scale X] [--format json]: ratios beside goals.

Exit code 1 when a goal is missed. Times are of processors (this process, its children and its
database connection); the ratio by the clock stands beside them.
"""

import argparse
import json
import os
import platform
import sys
import traceback
from importlib import import_module
from typing import Any

from tests.plugins.servers import ServerFailed

from .cluster import servers, stop
from .measuring import Line

WORKS = (
    "orders_list",
    "inbox",
    "monthly_report",
    "facts",
    "export",
    "import_orders",
    "order_path",
    "search",
)
HEADS = (
    "work",
    "measured",
    "ratio",
    "goal",
    "",
    "ours ms",
    "limit ms",
    "ours p95",
    "limit p95",
    "clock",
)


def arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python3 dev.py bench", description=__doc__)
    asked.add_argument("works", nargs="*", metavar="WORK", help=", ".join(WORKS))
    asked.add_argument("--orders", type=int, default=200_000, metavar="N")
    asked.add_argument("--scale", type=float, default=1.0, help="more or fewer repetitions")
    asked.add_argument("--format", choices=["text", "json"], default="text")
    found = asked.parse_args()
    unknown = set(found.works) - set(WORKS)
    if unknown:
        asked.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(WORKS)}")
    return found


def measure(names: list[str], scale: float) -> tuple[list[Line], list[str]]:
    """The lines of each work; one that fails does not keep the others from being measured."""
    lines, failures = [], []
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            lines += import_module(f"bench.{name}").measure(scale)
        except Exception as error:
            traceback.print_exc()
            failures.append(f"{name}: {error}")
    return lines, failures


def table(lines: list[Line]) -> str:
    rows: list[tuple[str, ...]] = [HEADS]
    for line in lines:
        facts = line.facts
        rows.append(
            (
                line.work,
                line.what,
                f"{line.ratio:g} {line.unit}",
                "" if line.goal is None else f"≤ {line.goal:g}",
                "" if line.goal is None else ("met" if line.is_met else "MISSED"),
                *(str(facts.get(f"{name}_ms", "")) for name in ("product", "limit")),
                *(str(facts.get(f"{name}_p95_ms", "")) for name in ("product", "limit")),
                str(facts.get("clock_ratio", "")),
            )
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    written = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join(written)


def circumstances(orders: int) -> dict[str, Any]:
    """What the ratios were measured on, as far as it matters."""
    from django.db import connection

    from orders.models import OrderLine

    return {
        "orders": orders,
        "lines": OrderLine.objects.count(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "postgresql": connection.pg_version // 10000,
    }


def main() -> int:
    asked = arguments()
    try:
        started = servers(asked.orders)
    except ServerFailed as failure:
        print(failure, file=sys.stderr)
        return 2
    try:
        import django

        django.setup()
        about = circumstances(asked.orders)
        lines, failures = measure(asked.works or list(WORKS), asked.scale)
    finally:
        stop(started)
    if asked.format == "json":
        told = {**about, "lines": [line.plain() for line in lines], "failures": failures}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(table(lines))
        print(", ".join(f"{name} {value}" for name, value in about.items()))
        for failure in failures:
            print(f"FAILED {failure}", file=sys.stderr)
    return 1 if failures or not all(line.is_met for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main())
