"""Every page of everybody, at two widths: ``python -m tests.browser.sweep``.

Goes from the menu to every list, from a list to its first record, tabs and forms, and lists what a
person would stumble over. Nothing is sent: only links are followed.
"""

import argparse
import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.browser.faults import Ears, english_of, width_of
from tests.browser.office import PEOPLE, SIZES, browser, desk, logged_in, site

# Files, and what ends the visit.
LEFT_OUT = re.compile(
    r"/logout|/export|\.xlsx|/paper/|/workbook/|/template|/jsi18n|\?.*(after|before|sort|page)="
)
LINKS = """() => [...document.querySelectorAll('a[href], tr[data-href]')]
  .filter(e => !e.hasAttribute('download'))
  .map(e => e.getAttribute('href') || e.dataset.href).filter(h => h && !h.startsWith('#'))"""


def kind_of(path: str) -> str:
    """Addresses that differ by a number or a query are one kind of page."""
    parts = urlsplit(path)
    tab = re.search(r"tab=\w+", parts.query)
    return re.sub(r"\d[\d-]*", "N", parts.path) + (f"?{tab[0]}" if tab else "")


def is_ours(link: str, url: str, *, admin: bool) -> bool:
    if LEFT_OUT.search(link) or not link.startswith(url):
        return False
    path = urlsplit(link).path
    return admin or not path.startswith("/admin/") or path == "/admin/"


def pages_of(page: Any, url: str, *, admin: bool) -> Iterator[str]:
    """Walk from the start page; one address of each kind."""
    waiting, seen = [f"{url}/"], {kind_of("/")}
    while waiting:
        address = waiting.pop(0)
        yield address
        links = [urljoin(page.url, link).split("#")[0] for link in page.evaluate(LINKS)]
        for link in links:
            kind = kind_of(link.removeprefix(url))
            if kind not in seen and is_ours(link, url, admin=admin):
                seen.add(kind)
                waiting.append(link)


class Sweep:
    """One walk through the site."""

    def __init__(self, started: Any, url: str, pictures: Path | None) -> None:
        self.started, self.url, self.pictures = started, url, pictures
        self.faults: dict[str, list[str]] = {}
        self.opened = 0

    def walk(self, person: str, widths: list[int]) -> None:
        """Open everything this person can reach, first wide and then narrow."""
        state = logged_in(self.started, self.url, person)
        found: list[str] = []
        for width in widths:
            context = desk(self.started, state, width)
            page = context.new_page()
            ears = Ears(page)
            walk = iter(found) if found else pages_of(page, self.url, admin=person == "admin")
            visited = []
            for address in walk:
                visited.append(address)
                self.look(page, ears, address, f"{person} {width}")
            found = visited
            context.close()

    def look(self, page: Any, ears: Ears, address: str, who: str) -> None:
        path = address.removeprefix(self.url)
        try:
            page.goto(address)
            with contextlib.suppress(Exception):  # a page that never rests is looked at as it is
                page.wait_for_load_state("networkidle", timeout=5000)
            faults = ears.take()
            faults += [f"wide: {said}" for said in [width_of(page)] if said]
            if not path.startswith("/admin/"):
                faults += [f"English: {text}" for text in english_of(page)]
        except Exception as error:
            faults = [f"did not open: {str(error)[:200]}"]
        self.opened += 1
        for fault in faults:
            self.faults.setdefault(fault, []).append(f"{who} {path}")
        if self.pictures:
            name = re.sub(r"\W+", "-", f"{who} {kind_of(path)}").strip("-")
            page.screenshot(path=self.pictures / f"{name}.png")

    def tell(self) -> int:
        for fault, places in sorted(self.faults.items()):
            print(
                f"{fault}\n    {places[0]}"
                + (f"  and {len(places) - 1} more" if places[1:] else "")
            )
        print(f"{self.opened} pages opened, {len(self.faults)} faults")
        return 1 if self.faults else 0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py sweep", description=__doc__)
    parser.add_argument("--url", help="a running site; without it one is started and ended")
    parser.add_argument("--as", dest="people", action="append", choices=[*PEOPLE], metavar="NAME")
    parser.add_argument("--width", type=int, action="append", choices=[*SIZES])
    parser.add_argument("--orders", type=int, default=400, help="of the site that is started")
    parser.add_argument("--pictures", type=Path, help="a folder that gets a picture of each page")
    told = parser.parse_args(arguments)
    if told.pictures:
        told.pictures.mkdir(parents=True, exist_ok=True)
    place = contextlib.nullcontext(told.url.rstrip("/")) if told.url else site(orders=told.orders)
    with place as url, browser() as started:
        sweep = Sweep(started, url, told.pictures)
        for person in told.people or PEOPLE:
            sweep.walk(person, told.width or [*SIZES])
        return sweep.tell()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
