"""Papers in an S3-compatible store, over HTTP: kept once, read by permission, swept, compared."""

from datetime import timedelta
from http import HTTPStatus as S

import boto3
import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from moto.server import ThreadedMotoServer

from backoffice.settings.storage import storage
from core.attachments import sweeping
from core.models import Attachment, Blob
from orders.factories import MORNING, OrderFactory

from .conftest import pdf, picture, upload

pytestmark = pytest.mark.django_db
BUCKET = "papers-of-ours"
KEYS = {"aws_access_key_id": "AK", "aws_secret_access_key": "SK", "region_name": "cn-north-1"}


@pytest.fixture(scope="module")
def server():
    """A store on a port of its own, with one bucket."""
    store = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    store.start()
    yield "127.0.0.1:{1}".format(*store.get_host_and_port())
    store.stop()


@pytest.fixture
def bucket(server, settings):
    """The papers go there."""
    client = boto3.resource("s3", endpoint_url=f"http://{server}", **KEYS)
    bucket = client.Bucket(BUCKET)
    bucket.create(CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]})
    url = f"s3+http://AK:SK@{server}/{BUCKET}?region=cn-north-1&style=path"
    settings.STORAGES = {**settings.STORAGES, "default": storage(url)}
    yield bucket
    bucket.objects.delete()
    bucket.delete()


def kept(bucket) -> dict[str, bytes]:
    return {each.key: each.get()["Body"].read() for each in bucket.objects.all()}


def test_a_paper_lies_in_the_store_once_under_its_digest(bucket, add, wang_jianguo):
    one = add("a.pdf", pdf())
    add("b.pdf", pdf(), subject=OrderFactory(salesperson=wang_jianguo))

    digest = one.blob.digest
    assert kept(bucket) == {f"papers/{digest[:2]}/{digest}": pdf()}
    (stored,) = bucket.objects.all()
    grants = stored.Object().Acl().grants
    assert [grant["Grantee"].get("URI") for grant in grants] == [None]  # its owner's alone


def test_it_is_uploaded_shown_and_downloaded_through_us_by_who_sees_the_record(
    bucket, order, server, li_min_client, zhao_lei_client, client
):
    address = reverse("core:paper_add", args=["orders.order", order.pk])
    files = [upload("图.pdf", pdf()), upload("照.png", picture())]
    shown = li_min_client.post(
        address, {"kind": "drawing", "files": files}, headers={"hx-request": "true"}
    )
    paper = Attachment.objects.get(name="图.pdf")
    pages = [reverse(f"core:attachment_{name}", args=[paper.pk]) for name in ("file", "preview")]

    downloaded, drawn = (li_min_client.get(page) for page in pages)

    assert downloaded.content == pdf()
    assert downloaded["Content-Disposition"].startswith("attachment")
    assert drawn["Content-Type"] == "image/jpeg"
    assert server not in shown.content.decode()
    assert BUCKET not in shown.content.decode()
    assert [zhao_lei_client.get(page).status_code for page in pages] == [S.NOT_FOUND] * 2
    assert [client.get(page).status_code for page in pages] == [S.FOUND] * 2
    assert all(client.get(page)["Location"].startswith("/accounts/login/") for page in pages)


def test_what_is_gone_from_the_store_is_not_there_and_no_fault_of_ours(bucket, add, li_min_client):
    paper = add("a.pdf", pdf())
    bucket.objects.delete()

    answer = li_min_client.get(reverse("core:attachment_file", args=[paper.pk]))

    assert answer.status_code == S.NOT_FOUND
    assert [fault.code for fault in sweeping.check()] == ["missing"]


def test_the_store_is_compared_with_the_table_and_swept(bucket, add):
    paper = add("a.pdf", pdf())
    left = "papers/ab/" + "ab" * 32
    with time_machine.travel(MORNING, tick=False):
        default_storage.save(left, ContentFile(b"left behind by a roll-back"))
    assert [fault.sentence for fault in sweeping.check()] == [f"orphan: {left}"]

    later = default_storage.get_modified_time(left) + timedelta(days=1, seconds=1)
    assert sweeping.sweep(later) == 1
    assert list(sweeping.check()) == []
    bucket.put_object(Key=paper.blob.storage_name, Body=b"other bytes")
    assert [fault.code for fault in sweeping.check()] == ["changed"]
    assert Blob.objects.count() == 1


def test_an_empty_store_has_nothing_to_sweep(bucket):
    assert list(sweeping.check()) == []
