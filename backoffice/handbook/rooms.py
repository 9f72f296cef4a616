"""The apps, from top to bottom, and what stands in each."""

from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.conf import settings

ROOMS = (
    "enums",
    "models",
    "rules",
    "selectors",
    "services",
    "lists",
    "search",
    "forms",
    "imports",
    "prints",
    "papers",
    "tasks",
    "views",
    "urls",
    "api",
    "receivers",
    "menu",
    "admin",
    "factories",
)


def rooms() -> str:
    """One row an app: what it is for, its nouns, its rooms."""
    lines = ["| app | for | nouns | rooms |", "|---|---|---|---|"]
    for app in reversed(settings.LOCAL_APPS):
        config = apps.get_app_config(app)
        purpose = (config.module.__doc__ or type(config).__doc__ or "").strip().splitlines()
        there = [room for room in ROOMS if find_spec(f"{app}.{room}") is not None]
        lines.append(
            f"| `{app}` | {purpose[0] if purpose else ''} | {_nouns(config)} | {' '.join(there)} |"
        )
    return "\n".join(lines)


def _nouns(config: AppConfig) -> str:
    return ", ".join(
        model.__name__ for model in config.get_models() if not hasattr(model, "instance_type")
    )
