"""The wizard: upload, match the columns, see every row, decide."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from accounts.models import Region
from core import jobs
from core.excel.reading import open_table
from core.imports import background
from core.jobs import starting
from core.models import ImportBatch, Job

pytestmark = pytest.mark.django_db
START = "/imports/toy_regions/"


@pytest.fixture(autouse=True)
def _plain_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def upload(client, text: str, name: str = "片区.csv", **more: str):
    file = SimpleUploadedFile(name, text.encode(), "text/csv")
    return client.post(START, {"file": file, **more}, follow=True)


def test_the_first_page_names_the_columns_and_offers_the_template(li_min_client):
    page = li_min_client.get(START).content.decode()
    assert "片区编号、RegionID" in page
    assert reverse("core:import_template", args=["toy_regions"]) in page


def test_a_file_whose_headings_are_all_known_is_shown_row_by_row(li_min_client):
    Region.objects.create(code="A", name="甲")
    page = upload(li_min_client, "片区编号,片区名称\nA,甲<b>\nC,\n").content.decode()
    assert "甲&lt;b&gt;" in page
    assert '<span class="bo-old">甲</span>' in page
    assert "B3 " in page
    assert ' disabled aria-describedby="why"' in page
    assert Region.objects.count() == 1


def test_unknown_headings_lead_to_the_mapping_which_is_kept(li_min_client):
    page = upload(li_min_client, "甲列,乙列\nC,丙\n").content.decode()
    assert 'name="heading-code"' in page
    batch = ImportBatch.objects.get()
    answer = li_min_client.post(
        reverse("core:import_map", args=[batch.pk]),
        {"heading-code": "0", "heading-name": "1", "save_as": "甲厂"},
        follow=True,
    )
    assert "bo-r-new" in answer.content.decode()
    again = upload(li_min_client, "甲列,乙列\nD,丁\n").content.decode()
    assert "bo-r-new" in again


def test_a_mapping_that_leaves_out_a_required_column_comes_back_filled_in(li_min_client):
    upload(li_min_client, "甲列,乙列\nC,丙\n")
    batch = ImportBatch.objects.get()
    answer = li_min_client.post(
        reverse("core:import_map", args=[batch.pk]), {"heading-code": "1", "save_as": "甲厂"}
    )
    assert answer.status_code == 422
    assert '<option value="1" selected data-said="丙">乙列</option>' in answer.content.decode()
    assert 'value="甲厂"' in answer.content.decode()


def test_each_choice_of_a_heading_shows_the_first_values_below_it(li_min_client):
    page = upload(li_min_client, "甲列,乙列\nC,丙\nD,\nC,<b>丁\nE,戊\nF,己\n").content.decode()
    assert 'data-said="C、D、E">甲列</option>' in page
    assert 'data-said="丙、&lt;b&gt;丁、戊">乙列</option>' in page


def test_a_file_without_rows_says_so_at_the_row_of_headings(li_min_client):
    answer = upload(li_min_client, "片区编号,片区名称\n")
    assert answer.status_code == 422
    assert 'name="heading_row" inputmode="numeric" size="5" value="1" aria-invalid="true"' in (
        answer.content.decode()
    )


def test_the_row_of_headings_can_be_pointed_at(li_min_client):
    upload(li_min_client, "甲列,乙列\n片区编号,片区名称\nC,丙\n")
    batch = ImportBatch.objects.get()
    url = reverse("core:import_map", args=[batch.pk])
    li_min_client.post(url, {"do": "reopen", "heading_row": "2", "sheet": ""})
    batch.refresh_from_db()
    assert batch.headings == ["片区编号", "片区名称"]
    answer = li_min_client.post(url, {"do": "reopen", "heading_row": "99", "sheet": ""})
    assert answer.status_code == 422


def test_confirming_writes_once_however_often_it_is_clicked(li_min_client):
    upload(li_min_client, "片区编号,片区名称\nC,丙\n")
    url = reverse("core:import_confirm", args=[ImportBatch.objects.get().pk])
    first = li_min_client.post(url, follow=True)
    second = li_min_client.post(url, follow=True)
    assert (first.status_code, second.status_code) == (200, 200)
    assert Region.objects.count() == 1
    assert ImportBatch.objects.get().status == "confirmed"


def test_the_good_rows_can_be_imported_and_the_bad_ones_downloaded(li_min_client):
    upload(li_min_client, "片区编号,片区名称\nC,丙\nD,\n")
    batch = ImportBatch.objects.get()
    li_min_client.post(reverse("core:import_confirm", args=[batch.pk]))
    assert not Region.objects.exists()
    li_min_client.post(reverse("core:import_confirm", args=[batch.pk]), {"keep_good": "1"})
    assert Region.objects.get().code == "C"
    file = li_min_client.get(reverse("core:import_bad_rows", args=[batch.pk]))
    assert open_table(b"".join(file.streaming_content)).rows[1][0] == "D"


def test_a_file_can_be_given_up(li_min_client):
    upload(li_min_client, "片区编号,片区名称\nC,丙\n")
    batch = ImportBatch.objects.get()
    page = li_min_client.post(reverse("core:import_discard", args=[batch.pk]), follow=True)
    assert page.status_code == 200
    assert ImportBatch.objects.get().status == "discarded"


@pytest.mark.parametrize(("content", "status"), [(b"", 422), (b"%PDF-1.4", 422)])
def test_what_cannot_be_read_is_said_on_the_page(li_min_client, content: bytes, status: int):
    file = SimpleUploadedFile("x.xlsx", content)
    answer = li_min_client.post(START, {"file": file})
    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_no_file_at_all_is_said_too(li_min_client):
    assert li_min_client.post(START, {}).status_code == 422


def test_who_may_not_import_gets_403_and_others_files_are_404(
    li_min_client, zhang_lan_client, lin_yu_client
):
    assert lin_yu_client.get(START).status_code == 403
    assert lin_yu_client.post(START, {}).status_code == 403
    assert li_min_client.get("/imports/no_such_ledger/").status_code == 404
    upload(li_min_client, "片区编号,片区名称\nC,丙\n")
    batch = ImportBatch.objects.get()
    for name in ("batch", "bad_rows"):
        assert (
            zhang_lan_client.get(reverse(f"core:import_{name}", args=[batch.pk])).status_code == 404
        )
    for name in ("confirm", "map", "discard"):
        assert (
            zhang_lan_client.post(reverse(f"core:import_{name}", args=[batch.pk])).status_code
            == 404
        )
    assert not Region.objects.exists()


def test_the_preview_pages_and_filters(li_min_client):
    lines = "".join(f"C{number},{'丙' if number % 2 else ''}\n" for number in range(120))
    upload(li_min_client, "片区编号,片区名称\n" + lines)
    url = reverse("core:import_batch", args=[ImportBatch.objects.get().pk])
    page = li_min_client.get(url, {"state": "new", "page": "2"}).content.decode()
    assert page.count('<tr class="bo-r-new">') == 10
    assert li_min_client.get(url, {"state": "x", "page": "99999999999"}).status_code == 200


def test_the_number_of_queries_does_not_depend_on_the_rows(li_min_client):
    counts = []
    for rows in (1, 1, 60):
        lines = "".join(f"C{number},丙\n" for number in range(rows))
        upload(li_min_client, "片区编号,片区名称\n" + lines)
        url = reverse("core:import_batch", args=[ImportBatch.objects.latest("pk").pk])
        with CaptureQueriesContext(connection) as queries:
            li_min_client.get(url)
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_the_template_comes_back_in_as_it_is(li_min_client):
    file = li_min_client.get(reverse("core:import_template", args=["toy_regions"]))
    content = b"".join(file.streaming_content)
    upload_file = SimpleUploadedFile("模板.xlsx", content)
    with translation.override("zh-hans"):
        page = li_min_client.post(START, {"file": upload_file}, follow=True).content.decode()
    assert "bo-r-new" in page


def test_the_list_of_batches_shows_ones_own(li_min_client, zhang_lan_client):
    upload(li_min_client, "片区编号,片区名称\nC,丙\n")
    url = reverse("core:import_batch_list")
    assert "片区.csv" in li_min_client.get(url).content.decode()
    assert "片区.csv" not in zhang_lan_client.get(url).content.decode()


def test_long_files_are_checked_and_confirmed_by_a_worker(li_min_client, monkeypatch):
    monkeypatch.setattr(background, "LONG_FILE", 1)
    monkeypatch.setattr(background, "LONG_BATCH", 1)
    monkeypatch.setattr(starting, "hand_over", [])
    answer = upload(li_min_client, "片区编号,片区名称\nC,丙\n")
    job = Job.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("core:job_detail", args=[job.pk])
    jobs.run(job.pk)
    job.refresh_from_db()
    batch = ImportBatch.objects.get()
    assert job.result["url"] == reverse("core:import_batch", args=[batch.pk])
    assert batch.status == "checked"
    url = reverse("core:import_confirm", args=[batch.pk])
    li_min_client.post(url)
    li_min_client.post(url)
    [job] = Job.objects.filter(kind="imports.confirm")
    jobs.run(job.pk)
    assert Region.objects.get().code == "C"
