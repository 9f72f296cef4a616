"""Chooses the databases before Django reads its settings.

`DATABASE_URL` and `REDIS_URL` win when set; else both servers come from wheels. `--db=sqlite` runs
the suite on a SQLite file with the options the product uses.
"""

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from . import workers
from .servers import Postgres, Server, ServerFailed, Valkey

STARTED = pytest.StashKey[list[Server]]()
SCRATCH = pytest.StashKey[Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        default="postgres",
        choices=["postgres", "sqlite"],
        help="the database of the suite (default: postgres, from a wheel)",
    )


def choose(config: pytest.Config) -> None:
    """Set the variables that Django's settings read."""
    # A browser's loop may run in the thread whose next test asks the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    started = config.stash.setdefault(STARTED, [])
    wanted: dict[str, type[Postgres | Valkey]] = {"REDIS_URL": Valkey}
    if config.known_args_namespace.db == "sqlite":
        scratch = Path(tempfile.mkdtemp(prefix="backoffice-test-"))
        config.stash[SCRATCH] = scratch
        os.environ["DATABASE_URL"] = f"sqlite:///{scratch}/backoffice.sqlite3"
    else:
        wanted["DATABASE_URL"] = Postgres
    for variable, kind in wanted.items():
        if not os.environ.get(variable):
            server = kind()
            server.start()
            started.append(server)
            os.environ[variable] = server.url
    workers.use_own_store()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    known = early_config.known_args_namespace
    if not (known.help or known.version):
        try:
            choose(early_config)
        except ServerFailed as failure:
            raise pytest.UsageError(str(failure)) from failure
    return (yield)


def pytest_report_header(config: pytest.Config) -> str:
    vendor = os.environ["DATABASE_URL"].split(":", 1)[0]
    origin = "from a wheel" if config.stash.get(STARTED, []) else "as DATABASE_URL says"
    return f"database: {vendor}{'' if vendor == 'sqlite' else ' ' + origin}"


def pytest_unconfigure(config: pytest.Config) -> None:
    for server in config.stash.get(STARTED, []):
        server.stop()
    scratch = config.stash.get(SCRATCH, None)
    if scratch is not None:
        shutil.rmtree(scratch, ignore_errors=True)
