"""The suite's ground; the databases are chosen earlier, in tests/plugins/databases.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from core import calendar
from core.audit import protection
from core.ui import inbox

pytest_plugins = ["tests.cast", "tests.movements"]


@pytest.fixture(scope="session", autouse=True)
def _flush_between_tests_lifts_the_trail() -> Iterator[None]:
    """Tests that really commit are flushed afterwards, which the trail's triggers would refuse."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self: Any) -> None:
        with protection.lifted(connection):
            original(self)

    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def _calendar_and_inbox_are_read_anew() -> None:
    """What one test wrote into the calendar is rolled back; what a process remembers is not."""
    calendar.forget()
    inbox.forget()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A page of a live server may leave its session behind: end it before the database goes."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
