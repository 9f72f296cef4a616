"""Pages: every address, as everybody who might come."""

import uuid
import zlib
from http import HTTPStatus as S

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.models import AuditEntry
from core.ui import menu
from core.ui.pages import ActionPage, CreatePage, DetailPage, EditPage, ListPage, LookupPage
from tests.cast import create_person
from tests.conformance.addresses import ABSURD, OUTSIDER, addresses, people
from tests.conformance.ground import factories
from tests.conformance.ground import models as our_models

ADDRESSES = addresses()
PAGES = [each for each in ADDRESSES if each.page]
WITH_RECORD = [each for each in PAGES if each.page.on_record and each.model]
LISTS = [each for each in PAGES if issubclass(each.page, ListPage | LookupPage) and each.model]
ACTIONS = [each for each in PAGES if issubclass(each.page, ActionPage)]
FORMS = [each for each in PAGES if issubclass(each.page, CreatePage | EditPage)]
OPEN = {S.OK, S.FOUND, S.METHOD_NOT_ALLOWED}
GUARDED = [each for each in PAGES if each.page.permission]

pytestmark = pytest.mark.django_db


def names(each):
    return each.name


def browser_of(username):
    client = Client()
    client.force_login(create_person(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def everything():
    """How many rows there are of each kind."""
    tables = [(model._meta.label, model._meta.db_table) for model in our_models()]
    counts = [f"SELECT '{label}', COUNT(*) FROM {table}" for label, table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counts))
        return dict(cursor.fetchall())


def form():
    return {"submission": str(uuid.uuid4())}


def record_of(each):
    return factories()[each.model]() if each.model else None


def url_of(each, record):
    return each.url(record.pk if record is not None else 2)


def openers(page, record=None):
    """People of the cast whose roles open the page, the widest first."""
    return [name for name in people() if page.is_for(create_person(name), record)]


def some(names, page, most=3):
    """A few of them, others for each page, so that over all pages everybody comes."""
    first = zlib.crc32(page.encode())
    return [names[(first + place) % len(names)] for place in range(min(most, len(names)))]


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture(autouse=True)
def frame_without_counts(request, monkeypatch):
    """What waits beside each item of the menu is half a page's work and nothing to most tests."""
    if "three_rows" not in request.node.name:
        monkeypatch.setattr(menu, "counts_of", lambda user: {})


@pytest.mark.parametrize("each", ADDRESSES, ids=names)
def test_whoever_is_not_logged_in_is_led_to_the_log_in(each, client):
    before = everything()
    answers = [client.get(each.url()), client.post(each.url(), form())]

    if not each.is_open:
        assert [a.status_code for a in answers] == [S.FOUND, S.FOUND]
        assert all(a["Location"].startswith("/accounts/login/") for a in answers)
    assert all(a.status_code < 500 for a in answers)
    assert everything() == before


@pytest.mark.parametrize("each", GUARDED, ids=names)
def test_an_outsider_is_refused_and_changes_nothing(each):
    record = record_of(each)
    browser, url = browser_of(OUTSIDER), url_of(each, record)
    before, entries = everything(), AuditEntry.objects.count()

    answers = {browser.get(url).status_code, browser.post(url, form()).status_code}

    assert answers <= {S.FORBIDDEN, S.NOT_FOUND}
    assert (everything(), AuditEntry.objects.count()) == (before, entries)


@pytest.mark.parametrize("each", [e for e in ADDRESSES if not e.page], ids=names)
def test_nobody_meets_an_error_of_ours(each):
    for name in [*people(), OUTSIDER]:
        assert browser_of(name).get(each.url()).status_code < 500, name


@pytest.mark.parametrize("each", PAGES, ids=names)
def test_the_page_opens_for_the_roles_the_rules_name_and_for_no_other(each):
    record = record_of(each)
    url = url_of(each, record)
    if each.page.on_record and record is None:
        pytest.skip("no record of this noun can be made yet")
    allowed = openers(each.page)
    refused = [name for name in people() if name not in allowed]

    for name in some(refused, each.name):
        assert browser_of(name).get(url).status_code in {S.FORBIDDEN, S.NOT_FOUND}, name
    opened = {browser_of(name).get(url).status_code for name in some(allowed, each.name)}
    if not opened & OPEN:
        opened = {browser_of(name).get(url).status_code for name in allowed}
    assert opened & OPEN, "no role opens this page"


@pytest.mark.parametrize("each", ACTIONS, ids=names)
def test_an_action_is_a_post_or_shows_its_form_first(each):
    record = record_of(each)
    if record is None:
        pytest.skip("no record of this noun can be made yet")
    for name in openers(each.page, record)[:1]:
        browser, url = browser_of(name), url_of(each, record)
        before = AuditEntry.objects.count()

        shown = browser.get(url).status_code
        assert AuditEntry.objects.count() == before
        done = browser.post(url, form()).status_code

        if each.page.form_class is None:
            assert shown == S.METHOD_NOT_ALLOWED
        assert done < 500


@pytest.mark.parametrize("each", FORMS, ids=names)
def test_an_empty_form_is_refused_at_its_fields_and_writes_nothing(each):
    record = record_of(each)
    if each.page.on_record and record is None:
        pytest.skip("no record of this noun can be made yet")
    for name in openers(each.page, record)[:1]:
        browser, url = browser_of(name), url_of(each, record)
        before = everything()

        status = browser.post(url, form()).status_code

        assert status in {S.UNPROCESSABLE_ENTITY, S.FORBIDDEN, S.NOT_FOUND, S.FOUND}
        if status != S.FOUND:
            assert everything() == before


@pytest.mark.parametrize("each", WITH_RECORD, ids=names)
def test_an_absurd_id_is_not_found(each):
    path = each.url(424242)
    for name in openers(each.page)[:1]:
        browser = browser_of(name)
        for absurd in ABSURD:
            url = path.replace("424242", absurd)
            assert browser.get(url).status_code in {S.NOT_FOUND, S.METHOD_NOT_ALLOWED}, absurd
            assert browser.post(url, form()).status_code in {S.NOT_FOUND, S.METHOD_NOT_ALLOWED}


@pytest.mark.parametrize("each", LISTS, ids=names)
def test_three_rows_cost_the_queries_of_one(each):
    record_of(each)
    browser = browser_of(openers(each.page)[0])
    browser.get(each.url())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(each.url()).status_code == S.OK
        counts.append(len(queries))
        record_of(each), record_of(each)

    assert counts[1] == counts[0]


@pytest.mark.parametrize("each", [e for e in LISTS if issubclass(e.page, ListPage)], ids=names)
def test_a_list_answers_htmx_with_its_part_alone(each):
    record_of(each)
    browser = browser_of(openers(each.page)[0])

    whole = browser.get(each.url()).content.decode()
    part = browser.get(
        each.url(), headers={"hx-request": "true", "hx-target": "bo-list"}
    ).content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert part.strip()


@pytest.mark.parametrize("each", [e for e in PAGES if issubclass(e.page, ListPage)], ids=names)
def test_a_list_refuses_conditions_it_does_not_know(each):
    browser = browser_of(openers(each.page)[0])

    for query in ({"no_such": "1"}, {"sort": "no_such"}, {"cols": "no_such"}, {"after": "§§§"}):
        assert browser.get(each.url(), query).status_code in {S.BAD_REQUEST, S.UNPROCESSABLE_ENTITY}


@pytest.mark.parametrize(
    "each", [e for e in WITH_RECORD if issubclass(e.page, DetailPage)], ids=names
)
def test_every_tab_of_a_record_opens(each):
    record = record_of(each)
    for name in openers(each.page, record)[:1]:
        browser, url = browser_of(name), url_of(each, record)
        for tab in ["history", *(tab.key for tab in each.page.tabs)]:
            assert browser.get(url, {"tab": tab}).status_code in {S.OK, S.NOT_FOUND}, tab
        assert browser.get(url, {"tab": "no_such"}).status_code == S.NOT_FOUND
