"""From a template to the bytes of a PDF."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Timer
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
SECONDS_EACH = 5  # for each further sheet
ORDER, PDF = "order.json", "sheets.pdf"
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
    return pdf_of_sheets([html], max_pages, seconds)


def pdf_of_sheets(
    pages: Sequence[str],
    max_pages: int = MAX_PAGES,
    seconds: int = SECONDS,
    said: Callable[[int], None] | None = None,
) -> bytes:
    """Finished pages in one PDF, each numbered by itself; ``said`` hears how many are laid out."""
    if sum(map(len, pages)) > MAX_CHARACTERS:
        raise PrintRefused(_("This is too long to be printed in one piece."))
    allowed = seconds + SECONDS_EACH * (len(pages) - 1)
    order = {
        "pages": list(pages),
        "files": _style_sheets(),
        "max_pages": max_pages,
        "cpu_seconds": allowed,
        "memory": MEMORY,
    }
    with tempfile.TemporaryDirectory(prefix="print-") as folder:
        code, complaint = _lay_out(order, Path(folder), allowed, said)
        made = Path(folder) / PDF
        pdf = made.read_bytes() if made.exists() else b""
    if code == TOO_MANY_PAGES:
        raise PrintRefused(
            _("This has more than %(pages)d pages. Print a smaller part.") % {"pages": max_pages}
        )
    if code or not pdf.startswith(b"%PDF"):
        logger.error("printing.failed %s %s", code, complaint[-2000:])
        raise PrintRefused(_("This could not be printed."))
    return pdf


def _lay_out(
    order: dict[str, Any], folder: Path, allowed: int, said: Callable[[int], None] | None
) -> tuple[int, str]:
    """Run the child; a line of its standard output says how many pages are laid out."""
    (folder / ORDER).write_text(json.dumps(order), encoding="utf-8")
    with (folder / "complaint").open("w+", encoding="utf-8") as complaint:
        child = subprocess.Popen(  # noqa: S603
            [sys.executable, "-I", str(CHILD), str(folder / ORDER), str(folder / PDF)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=complaint,
            text=True,
        )
        watch = Timer(allowed, child.kill)
        watch.start()
        try:
            for line in child.stdout or ():
                if said is not None:
                    said(int(line))
            child.wait()
        finally:
            is_late = not watch.is_alive()
            watch.cancel()
            child.kill()
            child.wait()
            if child.stdout is not None:
                child.stdout.close()
        complaint.seek(0)
        complaints = complaint.read()
    if is_late or child.returncode == -24:
        raise PrintRefused(_("This took too long to print. Print a smaller part."))
    return child.returncode, complaints


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
