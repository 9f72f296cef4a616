"""A PostgreSQL whose orders outlive the run: made once per size, copied for each run.

The demo company is made with at most 20,000 orders; more are copies of them, with their lines and
movements under numbers of their own, and the facts summed again over all.
"""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg2

from tests.plugins.servers import (
    START_SECONDS,
    Postgres,
    Server,
    ServerFailed,
    Valkey,
    other_user,
)

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-11-20"
MOST_SEEDED = 20_000
WORK, MAKING = "backoffice", "making"
OPTIONS = {
    "shared_buffers": "512MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "max_parallel_workers_per_gather": "0",  # so that all work is done where it is measured
}
# What is copied, and the columns that need another value in each copy.
COPIED: dict[str, dict[str, str]] = {
    "orders_order": {"id": "id", "number": "text", "source_number": "text"},
    "orders_orderline": {"id": "id", "order_id": "id"},
    "orders_salesmovement": {"id": "id", "order_id": "id", "line_id": "id", "document": "text"},
}
DISTANCE = 10_000_000


def reachable(folder: Path) -> Path:
    """The folder itself, or one in the scratch folder where the server's user cannot go."""
    folder.mkdir(parents=True, exist_ok=True)
    owner = other_user()
    if owner:
        ask = ["/bin/sh", "-c", 'test -x "$0"', str(folder)]
        if subprocess.run(ask, check=False, cwd="/", **owner).returncode:
            folder = Path(tempfile.gettempdir()) / "backoffice-bench"
            folder.mkdir(parents=True, exist_ok=True)
    return folder


class Cluster(Postgres):
    """One cluster for all sizes, in a folder that only one run uses at a time."""

    def __init__(self) -> None:
        self.scratch = reachable(ROOT / "var" / "bench")
        self.owner = other_user()
        self.folder = self.scratch / "data"
        self.log = self.scratch / "log"
        self.port, self.process = 0, None
        self.lock = (self.scratch / "lock").open("a")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ServerFailed(f"Another run of the bench uses {self.scratch}.") from error
        self.kept = self.scratch / "kept"  # the password and where the programs are
        self.password = self.kept.read_text().split("\n")[0] if self.kept.exists() else ""

    def prepare(self) -> None:
        if self.password:
            self.initdb = Path(self.kept.read_text().split("\n")[1])
            if not self.initdb.exists():
                raise ServerFailed(f"Remove {self.scratch}: its PostgreSQL is not there any more.")
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        if self.owner:
            os.chown(self.folder, self.owner["user"], self.owner["group"])
        self.password = secrets.token_hex(16)
        super().prepare()
        self.kept.write_text(f"{self.password}\n{self.initdb}")
        self.kept.chmod(0o600)

    def command(self) -> list[str]:
        more = [part for key, value in OPTIONS.items() for part in ("-c", f"{key}={value}")]
        return [*super().command(), *more]

    def wait_until_up(self) -> bool:
        """It listens before it is ready, longer so after a hard end."""
        until = time.monotonic() + START_SECONDS
        while super().wait_until_up() and time.monotonic() < until:
            with suppress(psycopg2.OperationalError):
                psycopg2.connect(self.url_of("postgres")).close()
                return True
            time.sleep(0.1)
        return False

    def stop(self) -> None:
        """End the process; the orders stay."""
        self.end()

    def url_of(self, database: str) -> str:
        return f"postgres://backoffice:{self.password}@127.0.0.1:{self.port}/{database}"

    @property
    def url(self) -> str:
        return self.url_of(WORK)

    def execute(self, *statements: str, database: str = "postgres") -> list[Any]:
        """Statements outside of a transaction; the rows of the last one."""
        link = psycopg2.connect(self.url_of(database))
        try:
            link.autocommit = True
            with link.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            link.close()

    def open(self, orders: int) -> None:
        """Start, make the orders unless they are there, and copy them for this run."""
        self.start()
        try:
            self.make(orders)
            self.execute(*_copy(f"seed_{orders}", WORK))
            # Orders made before a change of the tables follow it.
            self.run("manage.py", "migrate", "--verbosity", "0", "--skip-checks", database=WORK)
        except BaseException:
            self.stop()
            raise

    def make(self, orders: int) -> None:
        """The database of that many orders, finished under its name or not at all."""
        there = {name for (name,) in self.execute("SELECT datname FROM pg_database")}
        if f"seed_{orders}" in there:
            return
        if orders > MOST_SEEDED:
            if orders % MOST_SEEDED:
                raise ServerFailed(f"More than {MOST_SEEDED:,} orders go by {MOST_SEEDED:,}.")
            self.make(MOST_SEEDED)
            print(f"Copying to {orders:,} orders.", file=sys.stderr, flush=True)
            self.execute(*_copy(f"seed_{MOST_SEEDED}", MAKING))
            self.multiply(orders // MOST_SEEDED)
        else:
            print(f"Making {orders:,} orders, once.", file=sys.stderr, flush=True)
            self.execute(f"DROP DATABASE IF EXISTS {MAKING}", f"CREATE DATABASE {MAKING}")
            self.run("manage.py", "prepare")
            self.run("manage.py", "seed_demo", "--orders", str(orders), "--today", TODAY)
        self.execute("VACUUM (ANALYZE)", "CHECKPOINT", database=MAKING)
        self.execute(f"ALTER DATABASE {MAKING} RENAME TO seed_{orders}")

    def multiply(self, times: int) -> None:
        """Each order, line and movement that often; the facts of all of them."""
        statements = ["SET session_replication_role = replica"]
        for table, changes in COPIED.items():
            found = self.execute(
                "SELECT column_name FROM information_schema.columns "
                f"WHERE table_name = '{table}' AND is_generated = 'NEVER'",
                database=MAKING,
            )
            names = [name for (name,) in found]
            values = [_changed(name, changes.get(name)) for name in names]
            statements.append(
                f"INSERT INTO {table} ({', '.join(names)}) OVERRIDING SYSTEM VALUE "
                f"SELECT {', '.join(values)} FROM {table}, generate_series(1, {times - 1}) copy "
                "ORDER BY copy, id"
            )
            statements.append(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        self.execute(*statements, "ANALYZE", database=MAKING)
        self.run("-m", "bench.cluster")

    def run(self, *arguments: str, database: str = MAKING) -> None:
        """Our own Python on one of the databases."""
        env = {
            **os.environ,
            "DATABASE_URL": self.url_of(database),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "REDIS_URL": "",
        }
        subprocess.run(
            [sys.executable, *arguments], check=True, cwd=ROOT, env=env, stdout=sys.stderr
        )


def _copy(source: str, target: str) -> list[str]:
    return [
        f"DROP DATABASE IF EXISTS {target} WITH (FORCE)",
        f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY FILE_COPY",
    ]


def _changed(name: str, kind: str | None) -> str:
    if kind == "id":
        return f"{name} + copy * {DISTANCE}"
    if kind == "text":
        return f"CASE WHEN {name} = '' THEN '' ELSE {name} || '/' || copy END"
    return name


def servers(orders: int) -> list[Server]:
    """What the site needs, running; the environment names it."""
    started: list[Server] = []
    try:
        cluster = Cluster()
        cluster.open(orders)
        started.append(cluster)
        store = Valkey()
        store.start()
        started.append(store)
    except BaseException:
        stop(started)
        raise
    os.environ["DATABASE_URL"] = cluster.url
    os.environ["REDIS_URL"] = store.url
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    return started


def stop(started: list[Server]) -> None:
    for server in reversed(started):
        with suppress(Exception):
            server.stop()


if __name__ == "__main__":
    import django

    django.setup()
    from orders.services import facts_rebuild_all

    facts_rebuild_all()
