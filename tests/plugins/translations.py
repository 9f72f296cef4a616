"""Compiles stale catalogues before Django loads them."""

from pathlib import Path

import pytest

from core.catalogues.compiling import compile_catalogues

ROOT = Path(__file__).resolve().parents[2]


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    compile_catalogues(ROOT)
