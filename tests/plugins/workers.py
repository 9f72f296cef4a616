"""The suite in several processes: what each has for itself, what stays together."""

import os
from collections import Counter

import pytest


def use_own_store() -> None:
    """The Redis-compatible store is one; each process takes a numbered database of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        store = os.environ["REDIS_URL"].rpartition("/")[0]
        os.environ["REDIS_URL"] = f"{store}/{int(worker.removeprefix('gw')) + 1}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every",
        type=int,
        default=1,
        metavar="N",
        help="of each conformance test only every Nth case: for a second database",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """One process drives the browser: it is started once, and two would starve each other."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
    if os.environ.get("PYTEST_XDIST_WORKER"):  # every process has to find them in the same order
        items.sort(key=lambda item: item.nodeid)
    every, seen, kept = config.getoption("every"), Counter[str](), []
    for item in items:
        test = item.nodeid.partition("[")[0]
        if not test.startswith("tests/conformance/") or seen[test] % every == 0:
            kept.append(item)
        seen[test] += 1
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
