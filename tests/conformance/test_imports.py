"""Imports: each template comes back understood, and the second time changes nothing."""

import io
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core.imports import all_ledgers
from core.models import ImportBatch
from tests.cast import create_person
from tests.conformance.addresses import addresses, people

addresses()
LEDGERS = all_ledgers()
AT = datetime(2026, 11, 20, 1, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def label(ledger):
    return ledger.name


@pytest.fixture
def browser(ledger, client_of):
    allowed = [n for n in people() if create_person(n).has_perm(ledger.permission)]
    return client_of(create_person(allowed[0]))


@pytest.fixture
def template(ledger, browser):
    answer = browser.get(reverse("core:import_template", args=[ledger.name]))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def bring(browser, ledger, content):
    file = SimpleUploadedFile("template.xlsx", content)
    answer = browser.post(reverse("core:import_start", args=[ledger.name]), {"file": file})
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return ImportBatch.objects.latest("id")


@pytest.mark.parametrize("ledger", LEDGERS, ids=label)
def test_the_template_comes_back_with_every_heading_understood(ledger, browser, template):
    batch = bring(browser, ledger, template)

    assert set(batch.mapping) == {column.name for column in ledger.columns}
    assert batch.status == "checked"


@pytest.mark.parametrize("ledger", LEDGERS, ids=label)
def test_the_example_is_the_same_when_it_comes_twice(ledger, browser, template):
    first = bring(browser, ledger, template)
    if first.counts["error"]:
        pytest.skip("the example names records that are not there")
    browser.post(reverse("core:import_confirm", args=[first.pk]))

    second = bring(browser, ledger, template)

    assert (second.counts["new"], second.counts["changed"]) == (0, 0)
    assert second.counts["same"] == first.counts["new"]


@pytest.mark.parametrize("ledger", LEDGERS, ids=label)
def test_who_may_not_import_is_refused_and_nothing_is_kept(ledger, lin_yu_client):
    file = SimpleUploadedFile("template.xlsx", io.BytesIO(b"x").getvalue())

    answer = lin_yu_client.post(reverse("core:import_start", args=[ledger.name]), {"file": file})

    assert answer.status_code == 403
    assert ImportBatch.objects.count() == 0


@pytest.mark.parametrize("ledger", LEDGERS, ids=label)
def test_required_columns_have_an_example(ledger):
    assert [
        c.name for c in ledger.columns if c.required and not c.example and c.kind != "lookup"
    ] == []
