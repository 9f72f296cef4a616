"""A running site with the demo company, and browsers in which its people are logged in."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demo-company"
START_SECONDS = 60
# The server whose clock begins at ten in the morning of a chosen day.
TRAVELLING = """
import os, sys, time_machine
from django.core.management import execute_from_command_line as run
time_machine.travel(os.environ["SITE_CLOCK"]).start()
run(["manage.py", *sys.argv[1:]])
"""
AT_TEN = [sys.executable, "-c", TRAVELLING]
# One of each role, and what each is looked at for.
PEOPLE = {
    "limin": "assistant",
    "zhouting": "supervisor",
    "fangwen": "sales manager",
    "hezong": "executive",
    "chenzhiqiang": "regional manager",
    "wangjianguo": "salesperson",
    "sunxiaoyan": "finance",
    "heping": "fulfilment, production",
    "luoku": "fulfilment, warehouse",
    "renhui": "hr",
    "shenji": "auditor",
    "admin": "administrator",
}
SIZES = {1440: 900, 390: 844}


class NoBrowser(RuntimeError):
    """There is no Chromium here."""


def chromium_path() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise NoBrowser("There is no Chromium on this machine: install the package chromium.")
    return found


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """The system's Chromium, headless."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium_path(),
            args=["--no-sandbox", "--lang=zh-CN"],
            env=os.environ | {"LANGUAGE": "zh_CN"},
        )
        yield started
        started.close()


@contextlib.contextmanager
def site(*, orders: int, today: str = "") -> Iterator[str]:
    """A site of its own on a temporary database; gives its address."""
    with tempfile.TemporaryDirectory(prefix="backoffice-site-") as folder:
        env = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "DJANGO_SETTINGS_MODULE": "backoffice.settings.dev",
            "DEMO": "1",
        }
        manage = [sys.executable, str(ROOT / "manage.py")]
        seed = ["seed_demo", "--orders", str(orders), *(["--today", today] if today else [])]
        for step in (["prepare"], ["messages", "--compile"], seed):
            subprocess.run([*manage, *step], cwd=ROOT, env=env, check=True, capture_output=True)
        port = free_port()
        server = [*(AT_TEN if today else manage), "runserver", f"127.0.0.1:{port}", "--noreload"]
        if today:
            env["SITE_CLOCK"] = f"{today}T02:00:00+00:00"
        log = Path(folder) / "log"
        with log.open("wb") as said:
            process = subprocess.Popen(server, cwd=ROOT, env=env, stdout=said, stderr=said)
        try:
            wait_for(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(10)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{url}/accounts/login/", timeout=5).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"The site did not start:\n{log.read_text(errors='replace')[-2000:]}")


def logged_in(started: Any, url: str, person: str) -> Any:
    """The state of a browser in which this person has logged in by the form."""
    context = started.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{url}/accounts/login/")
    page.fill("input[name=login]", person)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/accounts/login" not in address)
    state = context.storage_state()
    context.close()
    return state


def desk(started: Any, state: Any, width: int, **more: Any) -> Any:
    """A browser of this width in which somebody is logged in."""
    return started.new_context(
        viewport={"width": width, "height": SIZES.get(width, 900)},
        storage_state=state,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        **more,
    )
