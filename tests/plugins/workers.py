"""The suite in several processes: what each has for itself, what stays together."""

import os
from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# Modules that one process does alone, by what their tests share: a browser is started once, and two
# would starve each other; the demo company is made once. By path, for marks do not reach the
# process that shares out the work.
TOGETHER = {
    "tests/backoffice/test_seed_demo.py": "company",
    "tests/journeys/test_in_the_browser.py": "browser",
    "tests/templates/test_line_grid.py": "browser",
    "tests/templates/test_pages_in_a_browser.py": "browser",
}


class Together(LoadScopeScheduling):
    """Shares out test by test, but for what belongs together, in the order of the suite: once a
    browser is driven its loop stays in that process, where nothing asynchronous is asked then.
    """

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER.get(nodeid.partition("::")[0], nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    return Together(config, log)


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
    """The same order in every process, and of conformance tests as many cases as are asked for."""
    for item in items:
        alone = TOGETHER.get(item.nodeid.partition("::")[0])
        if item.get_closest_marker("browser") and alone != "browser":
            raise pytest.UsageError(f"{item.nodeid} drives the browser: name it in TOGETHER.")
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
