"""The one module that reads the environment."""

from pathlib import Path
from typing import Any

import environ

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"

_env = environ.Env()


def text(name: str, default: str = "") -> str:
    """The variable as text; an unset one is the default."""
    return str(_env.str(name, default=default))


def flag(name: str, *, default: bool = False) -> bool:
    """The variable as yes or no."""
    return bool(_env.bool(name, default=default))


def number(name: str, default: int) -> int:
    """The variable as a whole number."""
    return int(_env.int(name, default=default))


def items(name: str) -> list[str]:
    """The variable as a list, separated by commas."""
    return [item for item in _env.list(name, default=[]) if item]


def folder(name: str, default: Path) -> Path:
    """The variable as a folder."""
    return Path(text(name, str(default)))


def email() -> dict[str, Any]:
    """EMAIL_URL as Django's settings for sending; empty when it is not set."""
    return dict(_env.email_url("EMAIL_URL")) if text("EMAIL_URL") else {}


SQLITE_OPTIONS: dict[str, Any] = {
    # Without both of these SQLite loses writes under concurrency.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=20000;"
    ),
}


def database(default_sqlite: Path | None = None) -> dict[str, Any]:
    """DATABASE_URL as a Django database; a SQLite file when it is not set."""
    url = text("DATABASE_URL")
    if not url:
        path = default_sqlite or VAR / "backoffice.sqlite3"
        path.parent.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{path}"
    config: dict[str, Any] = dict(_env.db_url_config(url))
    if "sqlite3" in config["ENGINE"]:
        config["OPTIONS"] = dict(SQLITE_OPTIONS)
    else:
        config.setdefault("CONN_MAX_AGE", 600)
        config["CONN_HEALTH_CHECKS"] = True
        config["OPTIONS"] = {**config.get("OPTIONS", {}), "options": "-c jit=off"}
    return config
