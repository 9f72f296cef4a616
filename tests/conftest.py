"""The suite's ground: databases and the frozen clock."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--db", default="postgres", choices=["postgres", "sqlite"])
