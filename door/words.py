"""Telling what happens, and running commands."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = (20, 19)


class Stop(Exception):
    """Set-up cannot go on; the text says what is missing and how to get it."""


def say(text: str) -> None:
    print(text, flush=True)


def environment(**more: str) -> dict[str, str]:
    """The environment of every child: our programs first, our settings unless told otherwise."""
    path = os.pathsep.join([str(BIN), str(ROOT / "node_modules" / ".bin"), os.environ["PATH"]])
    return {
        **os.environ,
        "PATH": path,
        "VIRTUAL_ENV": str(VENV),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": os.environ.get(
            "DJANGO_SETTINGS_MODULE", "backoffice.settings.dev"
        ),
        **more,
    }


def run(
    command: Sequence[str | Path],
    why: str,
    hint: str = "",
    *,
    quiet: bool = True,
    env: Mapping[str, str] | None = None,
) -> str:
    """Run a step of the set-up; a failure shows the end of its output and the hint."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=dict(env or environment()),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise Stop(f"{why}: {command[0]} cannot be run ({error}). {hint}".strip()) from error
    if done.returncode:
        output = "\n".join((done.stdout or "").strip().splitlines()[-25:])
        raise Stop(f"{why} failed (exit {done.returncode}).\n{output}\n{hint}".strip())
    return done.stdout or ""


def manage(*arguments: str, quiet: bool = False) -> str:
    """Run a management command of ours."""
    return run([PYTHON, "manage.py", *arguments], f"manage.py {' '.join(arguments)}", quiet=quiet)


def hand_over(command: Sequence[str | Path], **more: str) -> int:
    """Run a command in the foreground and give its exit code."""
    try:
        return subprocess.run(
            [str(part) for part in command], cwd=ROOT, env=environment(**more), check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


def explain(error: Stop) -> int:
    print(f"\n{error}", file=sys.stderr, flush=True)
    return 1
