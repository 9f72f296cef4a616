"""Skips are loud: under `CI` a test may not skip what this machine was prepared for."""

import os
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PREPARED = ("browser", "paper")


def real_data_folder() -> Path:
    """Where the real files are; the tests skip when it is absent."""
    return Path(os.environ.get("REAL_DATA_DIR") or ROOT.parent / "shared" / "data")


def may_not_skip(item: pytest.Item) -> bool:
    if os.environ.get("CI", "").lower() not in {"1", "true", "yes"}:
        return False
    if any(item.get_closest_marker(name) for name in PREPARED):
        return True
    return bool(item.get_closest_marker("realdata")) and real_data_folder().is_dir()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and may_not_skip(item):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real files, or a skip that says how to name it."""
    folder = real_data_folder()
    if not folder.is_dir():
        pytest.skip(f"no real files in {folder}; name their folder with REAL_DATA_DIR")
    return folder
