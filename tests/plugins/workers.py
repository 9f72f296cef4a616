"""The suite in several processes: what each has for itself, and what stays together."""

import os

import pytest


def use_own_store() -> None:
    """The Redis-compatible store is one; each process takes a numbered database of its own."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        store = os.environ["REDIS_URL"].rpartition("/")[0]
        os.environ["REDIS_URL"] = f"{store}/{int(worker.removeprefix('gw')) + 1}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One process drives the browser: it is started once, and two would starve each other."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
