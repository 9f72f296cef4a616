"""Web, worker and beat as children of one process that restarts them and ends them cleanly."""

import contextlib
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

from .words import BIN, PYTHON, ROOT, VAR, Stop, environment, say

READY_SECONDS = 90
STEADY_SECONDS = 60
LONGEST_PAUSE = 30
GRACE_SECONDS = 15


def follow_parent() -> Callable[[], None] | None:
    """On Linux the children end even when the supervisor is killed."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(1, signal.SIGTERM)

    return ask


@dataclass
class Child:
    """One program that has to run."""

    name: str
    command: list[str]
    env: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 1.0
    again_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the supervisor, which ends them in order
            preexec_fn=follow_parent(),  # noqa: PLW1509
        )

    def look(self) -> None:
        """Start again after a death, later each time it dies early."""
        if self.process is None:
            if time.monotonic() >= self.again_at:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        self.signal_group(signal.SIGKILL)  # what a killed program leaves behind holds the port
        steady = time.monotonic() - self.started > STEADY_SECONDS
        self.pause = 1.0 if steady else min(self.pause * 2, LONGEST_PAUSE)
        self.deaths += 1
        self.again_at = time.monotonic() + self.pause
        self.process = None
        say(f"! {self.name} ended with {code}; it starts again in {self.pause:.0f} s")

    def signal_group(self, sign: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, sign)

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()


def refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise Stop(f"Port {port} may not be used by this user: take one above 1023.") from error
        except OSError as error:
            raise Stop(
                f"Port {port} on {host} cannot be used ({error.strerror}); perhaps another copy "
                f"is running. Take another one: PORT={port + 1} python3 dev.py run"
            ) from error


def children(host: str, port: int) -> list[Child]:
    figures = VAR / "metrics"  # the server's processes add up their figures here
    shutil.rmtree(figures, ignore_errors=True)
    figures.mkdir(parents=True)
    env = environment(PROMETHEUS_MULTIPROC_DIR=str(figures))
    celery = [str(PYTHON), "-m", "celery", "--quiet", "-A", "backoffice.celery:app"]
    quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    web = [str(BIN / "granian"), "--interface", "wsgi", "--workers", "2", "--no-ws"]
    web += ["--blocking-threads", "1", "--respawn-failed-workers", "--log-level", "warning"]
    web += ["--workers-kill-timeout", "5", "--host", host, "--port", str(port)]
    web += ["backoffice.wsgi:application"]
    worker = [*celery, "worker", "--pool", "prefork", "--concurrency", "2", *quiet]
    return [
        Child("web", web, env),
        Child("worker", [*worker, "--loglevel", "WARNING"], env),
        Child("beat", [*celery, "beat", "--pidfile=", "--loglevel", "WARNING"], env),
    ]


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/", timeout=5) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError):
        return False


class Supervisor:
    """Keeps the children running until told to stop."""

    def __init__(self, host: str, port: int) -> None:
        self.children = children(host, port)
        seen = "127.0.0.1" if host in {"0.0.0.0", "::"} else host
        self.address = f"http://{f'[{seen}]' if ':' in seen else seen}:{port}"
        self.stopping = False

    def stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True

    def wait_until_up(self) -> None:
        web, until = self.children[0], time.monotonic() + READY_SECONDS
        while not self.stopping and not answers(self.address):
            self.look()
            if web.deaths >= 2 or time.monotonic() > until:
                raise Stop("The site did not come up; what it said is above.")
            time.sleep(0.2)

    def look(self) -> None:
        for child in self.children:
            child.look()

    def end(self) -> None:
        for child in self.children:
            child.ask_to_end()
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            if child.process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, until - time.monotonic()))
            child.signal_group(signal.SIGKILL)

    def run(self, greeting: str) -> int:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self.stop)
        try:
            for child in self.children:
                child.start()
            self.wait_until_up()
            if not self.stopping:
                say(f"\n{greeting}\n\n  {self.address}\n\nStop with Ctrl-C.")
            while not self.stopping:
                self.look()
                time.sleep(0.3)
        finally:
            say("stopping …")
            self.end()
        return 0
