"""Files as people bring them, made on the spot, and a store that goes with the test."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from orders.factories import OrderFactory
from orders.models import Order


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def order(wang_jianguo) -> Order:
    return OrderFactory(salesperson=wang_jianguo, region=wang_jianguo.region)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    made = SimpleUploadedFile("x", content)
    made._name = name  # as a browser that minds no rules would send it
    return made


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), color: Any = "red") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, kind)
    return out.getvalue()


def package(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def document(text: str = "水泵采购合同") -> bytes:
    run = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="w"><w:body>{run}</w:body></w:document>'
    return package({"[Content_Types].xml": "<Types/>", "word/document.xml": body})


def pdf(text: str = "PO-2026-1153", pages: int = 1) -> bytes:
    """A PDF by hand: objects, a table of where they stand, the end."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(pages):
        stream = f"BT /F1 24 Tf 40 100 Td ({text} {number + 1}) Tj ET"
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, text_of in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text_of}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + end.encode()


Add = Callable[..., Any]


@pytest.fixture
def add(order, li_min) -> Add:
    """Hang a file on the order, as the assistant."""
    from core.attachments import attachment_add
    from orders.factories import MORNING

    def added(name: str, content: bytes, **facts: Any) -> Any:
        given = {"actor": li_min, "subject": order, "kind": "drawing", "at": MORNING, **facts}
        return attachment_add(upload=upload(name, content), **given)

    return added
