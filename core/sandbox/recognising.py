"""What a file is by what it holds, whatever it is called."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import puremagic

from core.sandbox import packages, pictures, portable
from core.sandbox.kinds import KINDS
from core.sandbox.refused import Refused

HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"AC10", "dwg"),
)
_STREAMS = (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
            ("PowerPoint Document", "ppt"))  # fmt: skip
# What follows the size of the first box of a picture of an iPhone, after "ftyp".
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# A browser would take these for a page of ours, or a shell for a command.
_PAGES = (b"<", b"#!", b"{\\rtf")
_MARKUP = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?xml", b"<body", b"<iframe", b"<head")


def recognise(path: Path) -> dict[str, Any]:
    """``{kind, width, height, pages}``; a Refused if it is none we keep."""
    if path.stat().st_size == 0:
        raise Refused("empty")
    with path.open("rb") as file:
        head = file.read(HEAD)
    kind = _kind(path, head)
    found: dict[str, Any] = {"kind": kind}
    if KINDS[kind].is_picture:
        found["width"], found["height"] = pictures.measure(path, kind)
    if kind == "pdf":
        found["pages"] = portable.pages_of(path)
    return found


def _kind(path: Path, head: bytes) -> str:
    for sign, kind in _SIGNS:
        if head.startswith(sign):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "webp"
    if head.startswith(b"PK\x03\x04"):
        return packages.kind_of_package(path)
    if head.startswith(_OLE):
        return _kind_of_compound(path)
    if _is_text(path, head):
        return "text"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        raise Refused("heic")
    raise Refused("unknown", what=_guess(head))


def _kind_of_compound(path: Path) -> str:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    raise Refused("unknown", what="OLE")


def _is_text(path: Path, head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_PAGES) or any(mark in head.lower() for mark in _MARKUP):
        raise Refused("web_page")
    content = path.read_bytes()
    if b"\x00" in content:
        return False
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            return not any(ord(sign) < 32 and sign not in "\t\r\n\f\x1a\x1b" for sign in text)
    return False


def _guess(head: bytes) -> str:
    """What other programs would call it."""
    if head.startswith(b"MZ"):
        return "EXE"
    with suppress(Exception):
        return str(puremagic.from_string(head)).strip(".").upper()[:12]
    return ""
