"""Compiles stale catalogues before Django loads them."""

from pathlib import Path

import pytest

from core.catalogues.compiling import compile_catalogues

ROOT = Path(__file__).resolve().parents[2]


def pytest_configure(config: pytest.Config) -> None:
    compile_catalogues(ROOT)
