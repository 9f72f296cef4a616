"""The suite runs on the database it was asked for."""

import os

import pytest
import redis
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_the_database_is_the_one_named_on_the_command_line(request):
    wanted = {"sqlite": "sqlite", "postgres": "postgresql"}[request.config.getoption("--db")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert connection.vendor == wanted or "DATABASE_URL" in os.environ


@pytest.mark.django_db
def test_sqlite_waits_for_its_turn_and_writes_ahead():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone() == ("wal",)
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone() == (20000,)
    assert settings.DATABASES["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_store_answers():
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as store:
        assert store.ping() is True
