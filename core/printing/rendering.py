"""From a template to the bytes of a PDF."""

import json
import logging
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core import assets
from core.errors import BusinessError

logger = logging.getLogger("printing")

CHILD = Path(__file__).with_name("child.py")
MAX_PAGES = 400
MAX_CHARACTERS = 8_000_000
SECONDS = 60
MEMORY = 2 * 1024**3
STYLES = "print"
TOO_MANY_PAGES = 3


class PrintRefused(BusinessError):
    """The form could not be made."""

    code = "not_printed"


def render_pdf(
    template: str, context: Mapping[str, Any], *, max_pages: int = MAX_PAGES, seconds: int = SECONDS
) -> bytes:
    """The template as a PDF. It extends ``prints/sheet.html``, or links ``{% styles "print" %}``.

    Laid out in a process of its own, with limits of pages, time and memory; nothing is fetched but
    the print style sheet, whatever address a text may name. Refuses what breaks a limit.
    """
    return pdf_of_html(render_to_string(template, dict(context)), max_pages, seconds)


def pdf_of_html(html: str, max_pages: int = MAX_PAGES, seconds: int = SECONDS) -> bytes:
    """The PDF of a finished page."""
    if len(html) > MAX_CHARACTERS:
        raise PrintRefused(_("This is too long to be printed in one piece."))
    order = {
        "html": html,
        "files": _style_sheets(),
        "max_pages": max_pages,
        "cpu_seconds": seconds,
        "memory": MEMORY,
    }
    try:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(CHILD)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PrintRefused(_("This took too long to print. Print a smaller part.")) from None
    if done.returncode == TOO_MANY_PAGES:
        raise PrintRefused(
            _("This has more than %(pages)d pages. Print a smaller part.") % {"pages": max_pages}
        )
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        logger.error("printing.failed %s %s", done.returncode, done.stderr[-2000:])
        raise PrintRefused(_("This could not be printed."))
    return done.stdout


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    """The PDF as a download under that name."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.pdf"
    return response


def _style_sheets() -> dict[str, str]:
    """The built style sheets by the address the page names them with."""
    root = assets.MANIFEST.parent
    sheets = {}
    for url in assets.style_urls(STYLES):
        name = url.split("/static/", 1)[-1]
        path = root / name
        if not path.exists():
            # Collected files carry a digest; the build's own name is the manifest's.
            path = _built(root)
        sheets[url] = path.read_text(encoding="utf-8")
    return sheets


def _built(root: Path) -> Path:
    built = json.loads(assets.MANIFEST.read_text(encoding="utf-8"))
    return root / built[f"static/src/{STYLES}.scss"]["file"]
