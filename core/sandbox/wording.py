"""The words in a document, for the search. What cannot be read has none."""

import zipfile
from pathlib import Path
from xml.parsers import expat

from core.excel.child import read as read_table
from core.excel.extent import Refused as TableRefused
from core.sandbox import portable
from core.sandbox.packages import check_members

MOST = 200_000
_PART = 20_000_000
SHEETS = 20


def words_of(path: Path, kind: str) -> str:
    """At most 200,000 characters of what is written there, white space squeezed."""
    if kind == "pdf":
        text = portable.words_of(path, MOST)
    elif kind in {"docx", "pptx", "ofd"}:
        text = _of_package(path, kind)
    elif kind in {"xlsx", "xls"}:
        text = _of_workbook(path)
    elif kind == "text":
        text = _of_text(path)
    else:
        text = ""
    return " ".join(text.replace("\x00", " ").split())[:MOST]


def _of_text(path: Path) -> str:
    content = path.read_bytes()[: MOST * 4]
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _of_workbook(path: Path) -> str:
    found: list[str] = []
    length, sheet, names = 0, "", [""]
    while names and length < MOST:
        sheet = names.pop(0)
        try:
            table = read_table(path, sheet)
        except TableRefused:
            continue
        if not sheet:
            names = [name for name in table["sheets"] if name != table["sheet"]][:SHEETS]
        for row in table["rows"]:
            line = " ".join(str(cell) for cell in row if cell is not None)
            found.append(line)
            length += len(line)
            if length > MOST:
                break
    return "\n".join(found)


_PARTS = {"docx": "word/", "pptx": "ppt/slides/", "ofd": ""}
_BREAKS = {"p", "br", "tab", "tc", "TextObject"}
_WORDS = {"t", "TextCode"}


def _of_package(path: Path, kind: str) -> str:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        check_members(members)
        wanted = [
            member
            for member in members
            if member.filename.startswith(_PARTS[kind])
            and member.filename.endswith(".xml")
            and member.file_size <= _PART
        ]
        wanted.sort(key=lambda member: ("document" not in member.filename, member.filename))
        found: list[str] = []
        length = 0
        for member in wanted:
            text = _of_xml(archive.read(member))
            found.append(text)
            length += len(text)
            if length > MOST:
                break
    return "\n".join(found)


def _of_xml(content: bytes) -> str:
    """The text of ``w:t`` and its kin. A document type is refused, so nothing can be expanded."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return ""
    found: list[str] = []
    inside = [0]

    def started(tag: str, _attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        inside[0] += name in _WORDS
        if name in _BREAKS:
            found.append("\n")

    def ended(tag: str) -> None:
        inside[0] -= tag.rpartition(":")[2] in _WORDS

    def said(text: str) -> None:
        if inside[0]:
            found.append(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = said
    try:
        parser.Parse(content, True)  # noqa: FBT003
    except expat.ExpatError:
        return "".join(found)
    return "".join(found)
