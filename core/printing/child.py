"""The process that lays out one PDF and ends: limited in time and memory, deaf to every address.

Run by its path, never imported: it knows neither Django nor the project. Reads JSON from standard
input ``{html, files: {name: text}, max_pages, cpu_seconds, memory}``, writes the PDF to standard
output. Ends with 3 when there are more pages than allowed.
"""

import json
import resource
import sys
from typing import Any
from urllib.parse import uses_netloc, uses_relative

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

BASE = "print://form/"
# Or addresses of the page would not be joined to it, and its styles not found.
uses_relative.append("print")
uses_netloc.append("print")
TOO_MANY_PAGES = 3


class KnownFiles(URLFetcher):
    """Hands out the files it was given by name; opens nothing."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(allowed_protocols=("print",), allow_redirects=False)
        self.files = files

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        text = self.files.get(url.removeprefix(BASE.rstrip("/")))
        if not url.startswith(BASE) or text is None:
            raise ValueError("Not a file of this form.")
        return URLFetcherResponse(url, text.encode(), {"Content-Type": "text/css"}, 200)


def main() -> int:
    order = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu_seconds"],) * 2)
    resource.setrlimit(resource.RLIMIT_AS, (order["memory"],) * 2)
    sheet = HTML(string=order["html"], base_url=BASE, url_fetcher=KnownFiles(order["files"]))
    document = sheet.render()
    if len(document.pages) > order["max_pages"]:
        return TOO_MANY_PAGES
    sys.stdout.buffer.write(document.write_pdf())
    return 0


if __name__ == "__main__":
    sys.exit(main())
