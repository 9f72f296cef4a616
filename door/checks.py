"""Every check, one line each; all of them run, and one failure fails the whole."""

import os
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from .stamps import files
from .words import BIN, PYTHON, ROOT, environment, run, say

# A complete environment of production; nothing in it is real or is connected to.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "backoffice.settings.production",
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "backoffice.example.cn",
    "DATABASE_URL": "postgres://backoffice:word@database/backoffice",
    "REDIS_URL": "redis://store:6379/0",
    "DEBUG": "0",
    "DEMO": "0",
}
HOSTS = re.compile(r"https?://[^\s\"']*(?:pypi|pythonhosted|npmjs|npmmirror|registry|mirror)", re.I)


@dataclass
class Outcome:
    """How a check ended: ok, failed, or not available on this machine."""

    word: str
    output: str = ""


@dataclass
class Check:
    """One line of the list."""

    name: str
    work: Callable[[], Outcome]


def command(*parts: object, **more: str) -> Callable[[], Outcome]:
    """A check that is a program's exit code."""

    def work() -> Outcome:
        try:
            done = subprocess.run(
                [str(part) for part in parts],
                cwd=ROOT,
                env=environment(**more),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
            )
        except OSError as error:
            return Outcome("failed", str(error))
        return Outcome("failed" if done.returncode else "ok", done.stdout + done.stderr)

    return work


def manage(*arguments: str, **more: str) -> Callable[[], Outcome]:
    return command(PYTHON, "manage.py", *arguments, **more)


def no_package_hosts() -> Outcome:
    """Where packages come from is the machine's business, not the repository's."""
    listed = run(["git", "ls-files"], "Listing files", env=os.environ).splitlines()
    chosen = [name for name in listed if re.search(r"(lock|\.json|\.toml|\.ya?ml|rc|file)$", name)]
    found = [
        f"{name}: {match[0]}"
        for name in chosen
        if (match := HOSTS.search((ROOT / name).read_text(encoding="utf-8", errors="replace")))
    ]
    return Outcome("failed" if found else "ok", "\n".join(found))


def locks_in_step() -> Outcome:
    """Every package that pyproject.toml asks for is in the lock."""
    wanted = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'^    "([A-Za-z0-9._-]+)[^"]*",', wanted.split("[tool.ruff]")[0], re.M)
    locks = "".join(path.read_text(encoding="utf-8") for path in files("requirements*.lock"))
    held = set(re.findall(r"^([A-Za-z0-9._-]+)==", locks, re.MULTILINE))
    missing = sorted({name.lower().replace("_", "-") for name in names} - held)
    text = f"not in requirements.lock: {', '.join(missing)} (python3 dev.py lock)"
    return Outcome("failed", text) if missing else Outcome("ok")


def docs_up_to_date() -> Outcome:
    if not files("*/management/commands/docs.py"):
        return Outcome("not available", "no command writes docs yet")
    return manage("docs", "--check")()


def audit() -> Outcome:
    """Known weaknesses of the packages; needs a service that not every machine reaches."""
    parts = ["-r", "requirements.lock", "--disable-pip", "--require-hashes"]
    parts += ["--progress-spinner", "off", "--timeout", "10"]
    outcome = command("timeout", "120", BIN / "pip-audit", *parts)()
    if outcome.word == "failed" and not re.search(r"Found \d+ known vuln", outcome.output):
        return Outcome("not available", outcome.output)
    return outcome


def every_check() -> list[Check]:
    return [
        Check("ruff check", command(BIN / "ruff", "check", ".")),
        Check("ruff format", command(BIN / "ruff", "format", "--check", ".")),
        Check("types (mypy)", command(BIN / "mypy", ".")),
        Check("direction of imports", command(BIN / "lint-imports", "--no-logo")),
        Check("django check", manage("check")),
        Check("migrations complete", manage("makemigrations", "--check", "--dry-run")),
        Check("templates", manage("check_templates")),
        Check("translations complete", manage("messages", "--check")),
        Check("docs up to date", docs_up_to_date),
        Check(
            "compose file",
            command(
                BIN / "check-jsonschema",
                *("--builtin-schema", "vendor.compose-spec", "docker-compose.yml"),
            ),
        ),
        Check("locks in step", locks_in_step),
        Check("no package host named", no_package_hosts),
        Check(
            "production settings",
            manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
        ),
        Check("known weaknesses", audit),
    ]


def run_checks(names: list[str]) -> int:
    """Run all, or those whose name contains one of the words; the number that failed."""
    failed = []
    for check in every_check():
        if names and not any(name in check.name for name in names):
            continue
        begun = time.monotonic()
        outcome = check.work()
        seconds = time.monotonic() - begun
        say(f"{check.name + ' ':.<28} {outcome.word} ({seconds:.1f} s)")
        if outcome.word == "failed":
            failed.append(check.name)
            say("\n".join(f"    {line}" for line in outcome.output.strip().splitlines()[-40:]))
    say(f"\n{len(failed)} failed: {', '.join(failed)}" if failed else "\nall checks passed")
    return 1 if failed else 0
