"""Looks into a zipped document before anything is unpacked."""

import zipfile
from pathlib import Path

from core.sandbox.refused import Refused

MAX_MEMBERS = 2_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
RATIO_COUNTS_FROM = 1_000_000
MAX_DIRECTORY = 2_000_000

_MARKS = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("OFD.xml", "ofd"),
)


def kind_of_package(path: Path) -> str:
    """Which office document the zip is; refuses bombs, macros, other archives."""
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            check_members(members)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Refused("damaged") from error
    names = {member.filename for member in members}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    kind = next((kind for mark, kind in _MARKS if mark in names), "")
    if not kind:
        raise Refused("archive")
    return kind


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Refuse too many members, too much unpacked, and what is squeezed beyond reason."""
    if len(members) > MAX_MEMBERS:
        raise Refused("bomb")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Refused("bomb")
    for member in members:
        if member.flag_bits & 1:
            raise Refused("password")
        if member.file_size > max(RATIO_COUNTS_FROM, MAX_RATIO * member.compress_size):
            raise Refused("bomb")


def _check_directory(path: Path) -> None:
    """The list of members itself may be a bomb: it is read whole by ``zipfile``."""
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise Refused("damaged")
    if int.from_bytes(tail[end + 12 : end + 16], "little") > MAX_DIRECTORY:
        raise Refused("bomb")
