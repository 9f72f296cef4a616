"""Papers on the demo company's records, drawn on the spot, and its heading on forms."""

import io
from datetime import date
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from core import attachments
from core.models import CompanyHeading
from customers.models import Customer
from orders.enums import OrderStatus, ShipmentStatus
from orders.models import Order, Shipment

from .company import Company
from .tale import at

ORDERS, CLIENTS, NOTES = 8, 4, 4


def leave_papers(dice: Random, company: Company, today: date) -> None:
    """The customer's order on the latest orders, licences, signed notes; read for the search."""
    CompanyHeading.objects.get_or_create(
        name="衡泉泵业股份有限公司",
        address="湖南省衡阳市蒸湘区解放大道 88 号",
        phone="0734-8850188",
        tax_number="91430400MA4L12346W",
        bank_name="中国建设银行衡阳蒸湘支行",
        bank_account="4300 1508 0630 5000 1234",
    )
    official = Order.objects.exclude(status=OrderStatus.DRAFT).order_by("-id")[:ORDERS]
    for order in official:
        name = f"PO-{order.pk:06d}"
        content = letter([f"PURCHASE ORDER {name}", f"To: {order.number}", "Terms: 30 / 60 / 10"])
        _hang(company, order, "customer_order", f"客户订单 {name}.pdf", content, today)
    for order in official[: ORDERS // 2]:
        _hang(company, order, "photo", "铭牌照片.jpg", picture(dice, "JPEG"), today)
    for customer in Customer.objects.order_by("-id")[:CLIENTS]:
        _hang(company, customer, "licence", "营业执照.png", picture(dice, "PNG"), today)
    signed = Shipment.objects.filter(status=ShipmentStatus.SIGNED).order_by("-id")[:NOTES]
    for shipment in signed:
        name = f"签收回单 {shipment.number}.jpg"
        _hang(company, shipment, "signed_note", name, picture(dice, "JPEG"), today)
    attachments.read_waiting()


def _hang(
    company: Company, record: Order | Customer | Shipment, kind: str, name: str, content: bytes,
    today: date,
) -> None:  # fmt: skip
    attachments.attachment_add(
        actor=company.people["limin"],
        subject=record,
        kind=kind,
        upload=ContentFile(content, name=name),
        at=at(today, 9, 40),
    )


def picture(dice: Random, kind: str) -> bytes:
    """A sheet with lines and a seal: no two alike."""
    sheet = Image.new("RGB", (600, 800), (252, 251, 247))
    pen = ImageDraw.Draw(sheet)
    for row in range(14):
        y = 120 + row * 36
        pen.line([(60, y), (60 + dice.randrange(240, 480), y)], fill=(60, 64, 72), width=5)
    x, y = dice.randrange(320, 420), dice.randrange(560, 640)
    pen.ellipse([x, y, x + 130, y + 130], outline=(200, 40, 40), width=6)
    pen.line([(x + 30, y + 65), (x + 100, y + 65)], fill=(200, 40, 40), width=8)
    out = io.BytesIO()
    sheet.save(out, kind, quality=70)
    return out.getvalue()


def letter(lines: list[str]) -> bytes:
    """A page of a few lines as PDF, the same bytes for the same words."""
    said = "".join(f"0 -28 Td ({line}) Tj " for line in lines)
    stream = f"BT /F1 16 Tf 60 780 Td {said}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Font << /F1 5 0 R >> >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")
