"""What a file really is and how big it would become, found out before any reader opens it.

Runs in the child process and imports nothing of Django. Refuses with a code and facts; the words
are in ``refusals``.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from core.excel.extent import MAX_CELLS, MAX_MERGED, Refused, measure, refuse_dtd

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
MAX_FILE_BYTES = 50_000_000
MAX_MEMBERS = 1_000
MAX_UNPACKED = 100_000_000
MAX_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_PAGES = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<head", b"<meta", b"<style")
_ENCODING = re.compile(rb"""^<\?xml[^>]*encoding\s*=\s*["']([^"']+)""")
# A reference past column KN (300) or row 299,999, or one not written as programs write it: only
# then the sheet is counted cell by cell.
_FAR = re.compile(
    rb""" r="(?:[A-Za-z]{3}|[L-Zl-z][A-Za-z]|[Kk][O-Zo-z]|[A-Za-z]{0,2}(?:[3-9]\d{5}|\d{7}))"""
)
_BLANK_CELL = re.compile(rb'<c r="[^"<>]*"[^<>]*/>')
_BLANK_ROW = re.compile(rb'<row r="[^"<>]*"[^<>]*(?:/>|></row>)')


@dataclass
class Inspected:
    """A file that may be opened: its kind, and for a workbook its sheets and their members."""

    kind: str
    members: dict[str, str] = field(default_factory=dict)


def inspect(path: Path) -> Inspected:
    """The kind of the file by its content; a Refused if it is none we take."""
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty")
    if size > MAX_FILE_BYTES:
        raise Refused("too_large", found=size // 1_000_000, most=MAX_FILE_BYTES // 1_000_000)
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_ZIP):
        return _inspect_zip(path)
    if head.startswith(_OLE):
        return _inspect_ole(path)
    _refuse_other(head)
    return Inspected("text")


def _refuse_other(head: bytes) -> None:
    if head.startswith(b"PK"):
        raise Refused("damaged")
    if head.startswith(b"%PDF"):
        raise Refused("pdf")
    if head.startswith(_PICTURES):
        raise Refused("picture")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        raise Refused("web_page")
    if not head.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in head:
        raise Refused("unknown")


def _inspect_ole(path: Path) -> Inspected:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused("not_a_table", what="Word")
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise Refused("unknown")
    return Inspected("xls")


def _inspect_zip(path: Path) -> Inspected:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_members(archive.infolist())
            names = set(archive.namelist())
            if "xl/workbook.xml" not in names:
                _refuse_other_package(names)
            for name in names:
                if (
                    name.startswith("xl/")
                    and name.endswith((".xml", ".rels"))
                    and not (name.startswith("xl/worksheets/") and name.endswith(".xml"))
                ):  # a sheet is looked at when it is read
                    _check_xml(archive.read(name), name)
            return Inspected("xlsx", _sheet_members(archive, names))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused("damaged") from error
    except RuntimeError as error:  # what zipfile says of an encrypted member
        raise Refused("password") from error


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise Refused("too_many_members", found=len(members), most=MAX_MEMBERS)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED:
        raise Refused(
            "unpacks_too_large", found=unpacked // 1_000_000, most=MAX_UNPACKED // 1_000_000
        )
    for member in members:
        if member.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * member.compress_size):
            raise Refused("zip_bomb", most=MAX_RATIO)


def _refuse_other_package(names: set[str]) -> None:
    for member, what in (
        ("xl/workbook.bin", "xlsb"),
        ("content.xml", "OpenDocument"),
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
    ):
        if member in names:
            raise Refused("not_a_table", what=what)
    raise Refused("zip", found=len(names))


def _check_xml(content: bytes, name: str) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Refused("dtd", member=name)
    declared = _ENCODING.search(content[:200].lstrip(b"\xef\xbb\xbf"))
    odd = declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")
    if odd or b"\x00" in content[:200]:
        raise Refused("odd_xml", member=name)


def _sheet_members(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    targets = {
        found["Id"]: found["Target"]
        for found in _elements(_read(archive, names, "xl/_rels/workbook.xml.rels"), "Relationship")
        if "Id" in found and "Target" in found
    }
    members = {}
    for sheet in _elements(archive.read("xl/workbook.xml"), "sheet"):
        relation = next((sheet[key] for key in sheet if key.split(":")[-1] == "id"), "")
        target = targets.get(relation, "")
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member in names:
            members[sheet.get("name", "")] = member
    return members


def _read(archive: zipfile.ZipFile, names: set[str], name: str) -> bytes:
    return archive.read(name) if name in names else b"<none/>"


def _elements(content: bytes, name: str) -> Iterator[dict[str, str]]:
    found: list[dict[str, str]] = []

    def started(tag: str, attributes: dict[str, str]) -> None:
        if tag.rsplit(":", maxsplit=1)[-1] == name:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refuse_dtd
    try:
        parser.Parse(content, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise Refused("damaged") from error
    return iter(found)


def check_sheet(path: Path, sheet: str, member: str) -> bytes:
    """The sheet's XML, once it is known that its cells with content stay within the limits."""
    try:
        with zipfile.ZipFile(path) as archive:
            content = archive.read(member)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Refused("damaged") from error
    _check_xml(content, member)
    merged = content.count(b"mergeCell ")
    is_odd = _is_odd(content) or _FAR.search(content)
    if is_odd or content.count(b"<c") > MAX_CELLS or merged > MAX_MERGED:
        extent = measure(_without_blanks(content))
        extent.merged = merged
        extent.check(sheet)
    return content


def _without_blanks(content: bytes) -> bytes:
    """The XML without formatted blank cells and the rows of nothing else, which are told by the
    million; left as it is where a cell's place follows from the one before it."""
    for tag in (b"c", b"row"):
        told = sum(content.count(b"<" + tag + end) for end in (b" ", b">", b"/"))
        if told != content.count(b"<" + tag + b' r="'):
            return content
    return _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", content))


def _is_odd(content: bytes) -> bool:
    """Whether an attribute could be written otherwise than space, name, equals sign, quote."""
    return (
        any(content.find(space, len(DECLARATION)) >= 0 for space in (b"\n", b"\r", b"\t"))
        or content.count(b"=") != content.count(b'="')
        or b" =" in content
    )
