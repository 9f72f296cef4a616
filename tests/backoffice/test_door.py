"""The door: stamps, refusals of the set-up, the supervisor, the checks."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

import dev
from backoffice.management.commands.check_templates import complaints
from door import checks, setup, stamps, supervisor, words
from door.words import ROOT, Stop


@pytest.fixture
def stamp_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(stamps, "FOLDER", tmp_path / "stamps")
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    return tmp_path


def test_a_step_is_left_out_until_a_file_it_depends_on_changes(stamp_folder):
    source, done = stamp_folder / "lock", []
    source.write_text("one")
    assert stamps.step("build", lambda: done.append(1), [source]) is True
    assert stamps.step("build", lambda: done.append(2), [source]) is False
    source.write_text("two")
    assert stamps.step("build", lambda: done.append(3), [source]) is True
    assert done == [1, 3]


def test_a_step_is_done_again_when_its_result_is_gone(stamp_folder):
    result = stamp_folder / "made"
    assert stamps.step("make", result.touch, [], result=result) is True
    assert stamps.step("make", result.touch, [], result=result) is False
    result.unlink()
    assert stamps.step("make", result.touch, [], result=result) is True


def test_a_step_that_fails_leaves_no_stamp(stamp_folder):
    def fail() -> None:
        raise Stop("no network")

    with pytest.raises(Stop):
        stamps.step("fetch", fail, [])
    assert stamps.step("fetch", lambda: None, []) is True


def test_a_taken_port_is_named_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(Stop, match=f"Port {port} .*PORT={port + 1} python3 dev.py run"):
            supervisor.refuse_taken("127.0.0.1", port)


@pytest.mark.parametrize("told", ["0", "65536", "http", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch, told):
    monkeypatch.setenv("PORT", told)
    with pytest.raises(Stop, match="from 1 to 65535"):
        dev.port_number()


def test_a_folder_of_somebody_else_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(Stop, match="cannot be written to by this user"):
        setup.look_around()


def test_a_failed_step_shows_its_output_and_the_hint():
    command = [sys.executable, "-c", "print('no route to host'); raise SystemExit(3)"]
    with pytest.raises(Stop, match=r"Fetching failed \(exit 3\)[\s\S]*no route[\s\S]*set a proxy"):
        words.run(command, "Fetching", "set a proxy")


def test_one_package_is_taken_from_the_lock_with_its_hashes():
    text = setup.pinned("uv")
    assert text.startswith("uv==")
    assert "--hash=sha256:" in text
    assert "\ndjango" not in text


def child(code: str) -> supervisor.Child:
    return supervisor.Child("child", [sys.executable, "-c", code], dict(os.environ))


def wait_for(question, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_dead_child_starts_again_later_each_time():
    short = child("raise SystemExit(7)")
    short.start()
    wait_for(lambda: short.look() or short.deaths == 1)
    assert (short.process, short.pause) == (None, 2.0)
    short.again_at = 0
    wait_for(lambda: short.look() or short.deaths == 2)
    assert short.pause == 4.0


def test_what_a_killed_child_leaves_behind_ends_with_it():
    code = (
        "import subprocess, sys, time;"
        "p = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(p.pid, flush=True); time.sleep(60)"
    )
    parent = child(code)
    parent.process = subprocess.Popen(
        parent.command, stdout=subprocess.PIPE, start_new_session=True, text=True
    )
    with parent.process.stdout as said:
        orphan = int(said.readline())
    process = parent.process
    process.send_signal(signal.SIGKILL)
    process.wait(10)
    parent.look()

    def is_gone() -> bool:
        try:
            with open(f"/proc/{orphan}/stat") as stat:  # noqa: PTH123
                return stat.read().split()[2] == "Z"
        except FileNotFoundError:
            return True

    wait_for(is_gone)


def test_no_lock_names_where_packages_come_from():
    assert checks.no_package_hosts().word == "ok"
    for lock in ("requirements.lock", "requirements.production.lock", "package-lock.json"):
        assert '"resolved"' not in (ROOT / lock).read_text()
        assert "pypi.org" not in (ROOT / lock).read_text()


def test_every_package_asked_for_is_in_the_lock():
    assert checks.locks_in_step() == checks.Outcome("ok")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ name|safe }}", ["line 1: text is not escaped"]),
        ('<p style="color: red">', ["line 1: style attribute (policy)"]),
        ('\n<a onclick="go()">', ["line 2: handler attribute (policy)"]),
        ("<script>go()</script>", ["line 1: script in the page (policy)"]),
        ('<script src="/static/app.js"></script>', []),
        ('<script type="application/json">{}</script>', []),
        ('<a href="https://elsewhere.cn">', ["line 1: loads from elsewhere"]),
        ("\n" * 120, ["120 lines, fewer than 120 wanted"]),
    ],
)
def test_a_template_is_held_against_the_rules_of_the_house(tmp_path, text, found):
    assert complaints(tmp_path / "page.html", text) == found
