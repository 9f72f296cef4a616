"""Counting, many at once, the company's heading, pictures inside."""

import io
from contextlib import suppress

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image, ImageDraw

from accounts.services import signature_clear, signature_set
from core import jobs, printing
from core.errors import BusinessError, NotAllowed
from core.models import CompanyHeading, Job, PrintRecord
from core.printing import counting, many
from core.printing.form import qr
from orders.factories import MORNING, OrderFactory, ShipmentFactory
from orders.models import Shipment
from orders.prints import DeliveryNote, OrderSheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def signature_on_paper(kind="JPEG"):
    paper = Image.new("RGB", (800, 600), (250, 250, 248))
    ImageDraw.Draw(paper).line([(300, 250), (420, 300), (520, 240)], fill=(20, 20, 90), width=9)
    out = io.BytesIO()
    paper.save(out, kind)
    return out.getvalue()


def sheet_of(record, user, **asked):
    form = OrderSheet if record._meta.model_name == "order" else DeliveryNote
    return form(record, user, asked=asked)


def test_two_prints_at_one_moment_get_numbers_of_their_own(li_min, monkeypatch):
    order = OrderFactory()
    taken = [
        counting.count(sheet_of(order, li_min), actor=li_min, at=MORNING, number=1, digest="a")
    ]
    monkeypatch.setattr(counting, "pdf_of_html", lambda html: html.encode())
    numbers = iter([1, 2])
    monkeypatch.setattr(counting, "next_number", lambda form: next(numbers))

    counting.print_one(sheet_of(order, li_min), actor=li_min, at=MORNING)

    assert [taken[0].number, PrintRecord.objects.latest("id").number] == [1, 2]


def test_the_database_refuses_the_same_number_twice(li_min):
    order = OrderFactory()
    facts = {
        "form": "f",
        "subject_type": ContentType.objects.get_for_model(order),
        "subject_id": order.pk,
        "number": 1,
        "paper": "a4",
        "digest": "",
        "printed_by": li_min,
        "printed_at": MORNING,
    }
    PrintRecord.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        PrintRecord.objects.create(**facts)


def test_a_list_says_how_often_each_was_printed(li_min):
    one, other = ShipmentFactory(), ShipmentFactory()
    for number in (1, 2):
        counting.count(sheet_of(one, li_min), actor=li_min, at=MORNING, number=number, digest="")

    times = printing.times_printed(Shipment, "orders.delivery_note")

    counted = dict(Shipment.objects.annotate(times=times).values_list("pk", "times"))
    assert counted == {one.pk: 2, other.pk: 0}


def test_prices_are_refused_to_who_may_not_see_them(ma_qiang, li_min):
    shipment = ShipmentFactory()

    with pytest.raises(NotAllowed):
        sheet_of(shipment, ma_qiang, prices="1")
    assert sheet_of(shipment.order, ma_qiang).on == set()
    assert sheet_of(shipment.order, li_min).on == {"prices"}
    assert sheet_of(shipment.order, li_min, prices="0").on == set()


def test_many_are_printed_into_one_file_and_each_is_counted(li_min, zhao_lei, monkeypatch):
    orders = OrderFactory.create_batch(3)
    laid_out = []
    monkeypatch.setattr(
        many, "pdf_of_sheets", lambda pages, said: laid_out.extend(pages) or b"%PDF-"
    )
    links = {str(order.pk): "https://bo.test/" for order in orders}

    for person in (li_min, zhao_lei):
        job = jobs.start(many.KIND, actor=person, form="orders.order", links=links, asked={})
        jobs.run(job.pk)

    first, second = Job.objects.order_by("pk")
    assert (first.state, first.result, first.file_name[-4:]) == ("done", {"records": 3}, ".pdf")
    assert second.state == "failed"  # a colleague's orders are not there
    assert len(laid_out) == PrintRecord.objects.count() == 3


def test_ticked_rows_are_printed_from_the_list(li_min_client):
    orders = OrderFactory.create_batch(2)

    answer = li_min_client.post(
        reverse("orders:order_list"), {"do": "order_print", "ids": [order.pk for order in orders]}
    )

    job = Job.objects.get()
    assert answer["Location"] == reverse("core:job_detail", args=[job.pk])
    assert set(job.params["links"]) == {str(order.pk) for order in orders}


@pytest.mark.paper
def test_sheets_are_numbered_each_by_itself_and_heard_of():
    pytest.importorskip("weasyprint", exc_type=ImportError)
    from core.printing.rendering import pdf_of_sheets

    heard = []
    pdf = pdf_of_sheets(["<p>一</p>", "<p>二</p>"], said=heard.append)

    assert pdf.startswith(b"%PDF")
    assert heard == [1, 2]


def test_the_company_stands_above_its_forms(settings):
    settings.COMPANY_NAME = "衡泉泵业"
    assert printing.heading().name == "衡泉泵业"

    CompanyHeading.objects.create(name="衡泉泵业股份有限公司", tax_number="91430400MA4L1234X5")
    assert printing.heading().tax_number == "91430400MA4L1234X5"
    with suppress(IntegrityError), transaction.atomic():
        CompanyHeading.objects.create(name="另一家")
    assert CompanyHeading.objects.count() == 1


def test_the_code_leads_back_and_holds_no_foreign_text():
    drawn = qr('https://bo.test/"><script>')

    assert drawn.startswith("<svg")
    assert "script" not in drawn
    assert qr("") == ""


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_signature_is_cut_to_its_ink(li_min, kind):
    upload = SimpleUploadedFile("签名.jpg", signature_on_paper(kind))

    signature_set(actor=li_min, upload=upload, at=MORNING)

    li_min.refresh_from_db()
    with li_min.signature and Image.open(
        io.BytesIO(__import__("base64").b64decode(printing.inside(li_min.signature).split(",")[1]))
    ) as made:
        assert made.mode == "RGBA"
        assert 200 < made.width < 260
        assert made.height < 90
        assert made.getpixel((made.width // 2, 2))[3] == 0
    signature_clear(actor=li_min, at=MORNING)
    li_min.refresh_from_db()
    assert li_min.signature is None


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"%PDF-1.4", "damaged"), (b"GIF89a" + bytes(20), "damaged"), (b"<svg/>", "web_page")],
)
def test_what_is_no_picture_is_no_signature(li_min, content, code):
    with pytest.raises(BusinessError) as refusal:
        signature_set(actor=li_min, upload=SimpleUploadedFile("a.png", content), at=MORNING)

    assert refusal.value.code == code


def test_a_blank_sheet_is_no_signature(li_min):
    blank = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(blank, "PNG")

    with pytest.raises(BusinessError) as refusal:
        signature_set(
            actor=li_min, upload=SimpleUploadedFile("a.png", blank.getvalue()), at=MORNING
        )

    assert refusal.value.code == "blank"
