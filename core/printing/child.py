"""The process that lays out one PDF and ends: limited in time and memory, deaf to every address.

Run by its path, never imported: it knows neither Django nor the project. Reads JSON from the file
named first ``{pages: [html], files: {name: text}, max_pages, cpu_seconds, memory}``, writes the PDF
to the file named second, and says on standard output how many pages are laid out. Ends with 3 when
there are more sheets than allowed.
"""

import base64
import json
import resource
import sys
from pathlib import Path
from typing import Any
from urllib.parse import uses_netloc, uses_relative

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE = "print://form/"
PICTURE = "data:image/png;base64,"  # what the form brings along itself
# Or addresses of the page would not be joined to it, and its styles not found.
uses_relative.append("print")
uses_netloc.append("print")
TOO_MANY_PAGES = 3


class KnownFiles(URLFetcher):
    """Hands out the files it was given by name; opens nothing."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(allowed_protocols=("print", "data"), allow_redirects=False)
        self.files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith(PICTURE):
            picture = base64.b64decode(url.removeprefix(PICTURE), validate=True)
            return URLFetcherResponse(url, picture, {"Content-Type": "image/png"}, 200)
        text = self.files.get(url.removeprefix(BASE.rstrip("/")))
        if not url.startswith(BASE) or text is None:
            raise ValueError("Not a file of this form.")
        return URLFetcherResponse(url, text.encode(), {"Content-Type": "text/css"}, 200)


def main(order_path: str, pdf_path: str) -> int:
    order = json.loads(Path(order_path).read_text(encoding="utf-8"))
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu_seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"],) * 2)
    fetcher = KnownFiles(order["files"])
    fonts = FontConfiguration()  # one for all: each maps the Chinese fonts anew
    sheets: list[Any] = []
    first = None
    for number, html in enumerate(order["pages"], start=1):
        document = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(font_config=fonts)
        first = first or document
        sheets += document.pages
        if len(sheets) > order["max_pages"]:
            return TOO_MANY_PAGES
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
    if first is not None:
        Path(pdf_path).write_bytes(first.copy(sheets).write_pdf())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
