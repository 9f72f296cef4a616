"""What a file holds decides, not what it is called."""

import io
import struct
import zlib

import pytest
from django.core.files.storage import default_storage

from core.attachments.naming import clean_name
from core.errors import BusinessError
from core.models import Attachment, Blob

from .conftest import document, package, pdf, picture

pytestmark = pytest.mark.django_db


def chunk(kind, content):
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def huge_png():
    """A picture of 60,000 × 60,000 in less than a kilobyte."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def bomb():
    return package({"word/document.xml": b"\x00" * 60_000_000, "[Content_Types].xml": "<Types/>"})


TAKEN = {
    "po.pdf": (pdf(), "pdf"),
    "照片.JPG": (picture("JPEG"), "jpeg"),
    "scan.png": (picture(), "png"),
    "scan.tif": (picture("TIFF"), "tiff"),
    "合同.docx": (document(), "docx"),
    "清单.xlsx": (package({"xl/workbook.xml": "<workbook/>"}), "xlsx"),
    "发票.ofd": (package({"OFD.xml": "<OFD/>"}), "ofd"),
    "读我.txt": ("水泵".encode("gb18030"), "text"),
    "图纸.dwg": (b"AC1032" + bytes(50), "dwg"),
}
REFUSED = {
    "an exe named pdf": ("po.pdf", b"MZ\x90\x00" + bytes(200), "unknown"),
    "a page named jpg": ("photo.jpg", b"<html><script>alert(1)</script></html>", "web_page"),
    "a drawing with commands": ("a.svg", b'<svg xmlns="x" onload="alert(1)"/>', "web_page"),
    "a picture named pdf": ("po.pdf", picture(), "not_its_name"),
    "a word file named xlsx": ("清单.xlsx", document(), "not_its_name"),
    "an archive": ("all.zip", package({"a.txt": "x"}), "archive"),
    "an archive named docx": ("合同.docx", package({"a.txt": "x"}), "archive"),
    "a word file with macros": (
        "合同.docx",
        package({"word/document.xml": "<a/>", "word/vbaProject.bin": b"x"}),
        "macros",
    ),
    "a bomb": ("合同.docx", bomb(), "bomb"),
    "a picture of billions of dots": ("photo.png", huge_png(), "huge"),
    "half a picture": ("photo.png", picture()[:40], "damaged"),
    "half a zip": ("合同.docx", document()[:60], "damaged"),
    "a broken pdf": ("po.pdf", b"%PDF-1.4\nnothing", "damaged"),
    "a picture of an iPhone": (
        "IMG_0001.HEIC",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200),
        "heic",
    ),
    "a program": ("setup.exe", b"MZ\x90" + bytes(200), "unknown"),
    "nothing": ("po.pdf", b"", "empty"),
    "a command": ("run.txt", b"#!/bin/sh\nrm -rf /\n", "web_page"),
    "text with a suffix of its own": ("run.bat", b"del *", "unknown"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_is_known_by_its_content(name, add):
    content, kind = TAKEN[name]

    paper = add(name, content)

    assert (paper.name, paper.blob.kind, paper.blob.size) == (name, kind, len(content))


@pytest.mark.parametrize("what", REFUSED)
def test_what_lies_or_harms_is_refused_with_a_sentence_and_leaves_nothing(what, add):
    name, content, code = REFUSED[what]

    with pytest.raises(BusinessError) as refusal:
        add(name, content)

    assert refusal.value.code == code
    assert name in str(refusal.value)
    assert (Attachment.objects.count(), Blob.objects.count()) == (0, 0)
    assert not default_storage.exists("papers")


def test_a_file_over_the_limit_is_refused_before_it_is_read(add, settings):
    settings.ATTACHMENT_MAX_BYTES = 1_000_000

    with pytest.raises(BusinessError) as refusal:
        add("big.txt", b"x" * 1_000_001)

    assert refusal.value.code == "too_large"


def test_a_type_the_company_does_not_want_is_refused(add, settings):
    settings.ATTACHMENT_TYPES = ["pdf"]

    with pytest.raises(BusinessError) as refusal:
        add("scan.png", picture())

    assert refusal.value.code == "not_this_type"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\李敏\\合同.docx", "合同.docx"),
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie_ x=1.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ('"; rm -rf *.pdf', "_; rm -rf _.pdf"),
        (".pdf", "pdf"),
        ("", "paper"),
        ("...", "paper"),
        ("图" * 300 + ".pdf", "图" * 116 + ".pdf"),
    ],
)
def test_a_name_is_one_line_without_folders_or_tricks(given, kept):
    assert clean_name(given) == kept


def test_a_name_without_a_suffix_gets_the_one_of_its_content(add):
    assert add("扫描件", pdf()).name == "扫描件.pdf"


def test_a_picture_is_measured_and_a_pdf_counted(add):
    blob = add("photo.png", picture(size=(64, 48))).blob

    assert (blob.width, blob.height) == (64, 48)
    assert add("po.pdf", pdf(pages=3)).blob.pages == 3


def test_what_rides_along_with_a_picture_is_not_in_its_preview(add):
    from PIL import Image

    from core.attachments import preview

    sly = picture("JPEG") + b"<script>alert(1)</script>"
    drawn = preview(add("photo.jpg", sly).blob, 0, "small")

    assert drawn is not None
    assert b"script" not in drawn
    assert Image.open(io.BytesIO(drawn)).format == "JPEG"
