"""Where the built styles and scripts are, from the manifest that Vite writes.

Before a build the tables are empty: pages still come, plain, and the check says what to run.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.templatetags.static import static

MANIFEST = Path(settings.BASE_DIR) / "static" / "dist" / "manifest.json"


@lru_cache(maxsize=2)
def _read(changed: float) -> dict[str, Any]:
    return json.loads(MANIFEST.read_text(encoding="utf-8")) if changed else {}


def _manifest() -> dict[str, Any]:
    try:
        return _read(MANIFEST.stat().st_mtime)
    except FileNotFoundError:
        return {}


def style_urls(entry: str) -> list[str]:
    """Addresses of the style sheets of one entry of ``static/src``."""
    built = _manifest().get(f"static/src/{entry}.scss")
    if built is None:
        return []
    files = built.get("css") or [built["file"]]
    return [static(file) for file in files]


def script_url(entry: str) -> str:
    """Address of one script of ``static/src``; empty before a build."""
    built = _manifest().get(f"static/src/{entry}.js")
    return static(built["file"]) if built else ""


@checks.register(checks.Tags.staticfiles)
def assets_are_built(**kwargs: Any) -> list[checks.CheckMessage]:
    """Warn when there is nothing to send but plain pages."""
    if MANIFEST.exists():
        return []
    return [
        checks.Info(
            "The styles and scripts are not built.", hint="npm ci && npm run build", id="core.I001"
        )
    ]
