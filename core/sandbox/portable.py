"""PDF: how many pages, what a page looks like, what is written in it."""

from pathlib import Path
from typing import Any

import pypdfium2

from core.sandbox.pictures import as_jpeg
from core.sandbox.refused import Refused

MAX_PAGES_READ = 300
LOCKED = -1


def pages_of(path: Path) -> int:
    """The number of pages; ``LOCKED`` where a password is asked for."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            return LOCKED
        raise Refused("damaged") from error
    try:
        return len(document)
    finally:
        document.close()


def page_drawn(path: Path, number: int, side: int) -> bytes:
    """A page as JPEG, its longer side ``side`` pixels."""
    document = pypdfium2.PdfDocument(path)
    try:
        if not 0 <= number < len(document):
            raise Refused("no_page")
        page = document[number]
        width, height = page.get_size()
        longer = max(width, height)
        if not 1 <= longer < 100_000:
            raise Refused("huge")
        return as_jpeg(page.render(scale=side / longer).to_pil(), side)
    finally:
        document.close()


def words_of(path: Path, most: int) -> str:
    """What is written on the first pages."""
    try:
        document: Any = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return ""
    found: list[str] = []
    length = 0
    for number in range(min(len(document), MAX_PAGES_READ)):
        text = document[number].get_textpage().get_text_bounded()
        found.append(text)
        length += len(text)
        if length > most:
            break
    return "\n".join(found)
