#!/usr/bin/env python3
"""The one door: sets up, runs and checks the back office. Needs Python 3.11 or newer, no more.

python3 dev.py run          the site with the demo company; PORT, HOST, DATABASE_URL, REDIS_URL
python3 dev.py test [...]   the suite; what follows goes to pytest (--db=sqlite, -k …)
python3 dev.py setup        only the environment
python3 dev.py check [...]  everything that must hold before a change lands
python3 dev.py fix          what can be put right by itself: style, order, catalogues
python3 dev.py seed [...]   a fresh demo company; what follows goes to seed_demo
python3 dev.py bench [...]  the measurements
python3 dev.py screenshots  the pictures of the README
python3 dev.py sweep [...]  every page of every role in a browser
python3 dev.py lock         the locks anew after pyproject.toml or package.json changed
"""

import os
import sys
from collections.abc import Callable

if sys.version_info < (3, 11):  # noqa: UP036 - the first thing an old Python meets
    sys.exit(
        "Python 3.11 or newer is needed; this is "
        + sys.version.split()[0]
        + ". Install a newer one and run it by name: python3.11 dev.py …"
    )

from door import checks, setup, supervisor
from door.stamps import files, step
from door.words import BIN, PYTHON, ROOT, VAR, Stop, explain, hand_over, manage, run, say

Arguments = list[str]


def prepare_database() -> str:
    """Tables, reference rows and, in a new database, the demo company; the log-ins."""
    said = VAR / "log-ins.txt"

    def work() -> None:
        text = manage("prepare", "--demo", quiet=True)
        said.write_text(text, encoding="utf-8")

    if os.environ.get("DATABASE_URL"):
        work()
    else:
        database = VAR / "backoffice.sqlite3"
        sources = files("*/migrations/*.py", "*/management/commands/*.py")
        step("database and demo company", work, sources, result=database)
    lines = said.read_text(encoding="utf-8").splitlines() if said.exists() else []
    return "\n".join(line.removeprefix("log-in:") for line in lines if line.startswith("log-in:"))


def port_number() -> int:
    told = os.environ.get("PORT") or "8000"
    if not told.isdecimal() or not 0 < int(told) < 65536:
        raise Stop(f"PORT is {told!r}; it must be a number from 1 to 65535.")
    return int(told)


def run_site(_arguments: Arguments) -> int:
    host, port = os.environ.get("HOST") or "127.0.0.1", port_number()
    supervisor.refuse_taken(host, port)
    os.environ.setdefault("DEMO", "1")
    os.environ.setdefault("DEBUG", "0")  # its visitors see the pages of the product
    setup.complete()
    log_ins = prepare_database()
    greeting = "The sales back office is up."
    if log_ins:
        greeting += f" Log in as one of:\n\n{log_ins}"
    return supervisor.Supervisor(host, port).run(greeting)


def test(arguments: Arguments) -> int:
    setup.complete()
    named = any(part.startswith(("tests/", "-n")) for part in arguments)
    shared = [] if named else ["-n", "logical", "--dist", "loadscope"]
    return hand_over(
        [PYTHON, "-m", "pytest", *shared, *arguments],
        DJANGO_SETTINGS_MODULE="backoffice.settings.test",
    )


def set_up(_arguments: Arguments) -> int:
    setup.complete()
    say("The environment is complete.")
    return 0


def check(arguments: Arguments) -> int:
    setup.complete()
    return checks.run_checks(arguments)


def fix(_arguments: Arguments) -> int:
    setup.complete()
    hand_over([BIN / "ruff", "check", "--fix", "--quiet", "."])
    hand_over([BIN / "ruff", "format", "--quiet", "."])
    code = hand_over([PYTHON, "manage.py", "messages"])
    if files("*/management/commands/docs.py"):
        code = hand_over([PYTHON, "manage.py", "docs"]) or code
    return code


def seed(arguments: Arguments) -> int:
    setup.complete()
    manage("prepare")
    return hand_over([PYTHON, "manage.py", "seed_demo", *arguments])


def script(module: str) -> Callable[[Arguments], int]:
    """A part that is written in Python of its own: `python -m module`."""

    def work(arguments: Arguments) -> int:
        setup.complete()
        if not files(f"{module.replace('.', '/')}.py", f"{module.replace('.', '/')}/__main__.py"):
            raise Stop(f"There is no {module} in this clone.")
        return hand_over([PYTHON, "-m", module, *arguments])

    return work


def lock(arguments: Arguments) -> int:
    """Pins and hashes; what is pinned stays unless --upgrade or -P NAME says otherwise."""
    setup.complete()
    uv = [str(BIN / "uv"), "pip", "compile", "-q", "--universal", "--python-version", "3.11"]
    uv += ["--generate-hashes", "--no-header", "--no-annotate", *arguments]
    env = setup.like_pip()
    hint = setup.NETWORK
    whole = [*uv, "pyproject.toml", "--group", "dev", "-o", "requirements.lock"]
    run(whole, "Locking Python packages", hint, env=env)
    lean = [*uv, "pyproject.toml", "-c", "requirements.lock", "-o", "requirements.production.lock"]
    run(lean, "Locking Python packages for production", hint, env=env)
    node = [*uv, "--group", "node", "-o", "requirements.node.lock"]
    run(node, "Locking Node", hint, env=env)
    command = [setup.find_npm(), "install", "--package-lock-only", "--no-audit", "--no-fund"]
    run(command, "Locking JavaScript packages", hint)
    return 0


COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "run": run_site,
    "test": test,
    "setup": set_up,
    "check": check,
    "fix": fix,
    "seed": seed,
    "bench": script("bench"),
    "screenshots": script("tests.browser.screenshots"),
    "sweep": script("tests.browser.sweep"),
    "lock": lock,
}


def main(arguments: Arguments) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        say((__doc__ or "").strip())
        asked = not arguments or arguments[0] in {"-h", "--help", "help"}
        return 0 if asked else 2
    os.chdir(ROOT)
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Stop as error:
        return explain(error)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
