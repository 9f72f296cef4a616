"""Secrets: what a role may never see stands on no page, in no file, in no answer to a look-up."""

import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.test import Client
from openpyxl import load_workbook

from core import audit, secrecy
from core.ui.pages import ActionPage, DetailPage, EditPage, ListPage, LookupPage
from tests.cast import create_person
from tests.conformance.addresses import addresses, people
from tests.conformance.ground import factories
from tests.conformance.ground import models as our_models
from tests.conformance.standing import stand, statuses

PAGES = [
    each
    for each in addresses()
    if each.page
    and each.model
    and issubclass(each.page, ListPage | DetailPage | LookupPage | EditPage)
]
PLANTED = {
    secrecy.AMOUNT: (Decimal("87654.32"), ("87,654.32", "87654.32")),
    secrecy.COST: (Decimal("76543.21"), ("76,543.21", "76543.21")),
    secrecy.CREDIT: (Decimal("65432.10"), ("65,432.10", "65432.1")),
    secrecy.CONTACT: ("13976543210", ("13976543210",)),
    secrecy.BANK: ("6222987654321098", ("6222987654321098",)),
}
pytestmark = pytest.mark.django_db


def plant(record):
    """Write known values into every secret field that takes them; says which kinds there are."""
    kinds = set()
    for field in record._meta.concrete_fields:
        kind = secrecy.kind_of(type(record), field.name)
        if not kind or field.model is not type(record):
            continue
        try:
            with transaction.atomic():
                rows = type(record)._base_manager.filter(pk=record.pk)
                rows.update(**{field.name: PLANTED[kind][0]})
        except (IntegrityError, DataError, TypeError, ValueError, ValidationError):
            continue
        kinds.add(kind)
        value = PLANTED[kind][0]
        # Who changes an amount may well name it in the reason.
        why = f"谈到 {PLANTED[kind][1][0]} 元" if kind == secrecy.AMOUNT else ""
        facts = {field.name: (0, value)}
        audit.record(actor=None, verb="changed", subject=record, changes=facts, reason=why)
    record.refresh_from_db()
    return kinds


def words_of(answer):
    """Everything a reader could read in the answer, a workbook's cells included."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content[:2] == b"PK":
        sheets = load_workbook(io.BytesIO(content), read_only=True).worksheets
        cells = [str(v) for sheet in sheets for row in sheet.values for v in row if v is not None]
        return "\n".join(cells)
    return content.decode(errors="replace")


def urls(each, record):
    base = each.url(record.pk)
    if issubclass(each.page, DetailPage):
        return [
            base,
            *(f"{base}?tab={key}" for key in ["history", *(t.key for t in each.page.tabs)]),
        ]
    if issubclass(each.page, ListPage):
        return [base, f"{base}?format=xlsx"]
    return [base]


@pytest.mark.parametrize("each", PAGES, ids=lambda each: each.name)
def test_a_secret_is_shown_to_nobody_who_may_not_see_it(each):
    record = factories()[each.model]()
    kinds = plant(record)
    if not kinds:
        pytest.skip("holds no secret")
    leaks = []
    for name in people():
        user = create_person(name)
        hidden = [kind for kind in kinds if not secrecy.may_see(user, kind, record)]
        if not hidden or not each.page.is_for(user):
            continue
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        for url in urls(each, record):
            answer = browser.get(url)
            if answer.status_code != 200:
                continue
            text = words_of(answer)
            leaks += [(name, kind, url) for kind in hidden for t in PLANTED[kind][1] if t in text]

    assert leaks == []


DIALOGS = [
    each
    for each in addresses()
    if each.page
    and each.model
    and each.page.on_record
    and issubclass(each.page, ActionPage)
    and each.page.form_class is not None
]


@pytest.mark.parametrize("each", DIALOGS, ids=lambda each: each.name)
def test_a_dialog_begins_with_no_secret_of_its_record(each):
    record = factories()[each.model]()
    kinds = plant(record)
    status = statuses(each, record)[0]
    if not kinds:
        pytest.skip("holds no secret")
    if status is not None:
        stand(record, status)
    leaks = []
    for name in people():
        user = create_person(name)
        hidden = [kind for kind in kinds if not secrecy.may_see(user, kind, record)]
        if not hidden or not each.page.is_for(user, record):
            continue
        browser = Client()
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = browser.get(each.url(record.pk), headers={"hx-request": "true"})
        text = words_of(answer) if answer.status_code == 200 else ""
        leaks += [(name, kind) for kind in hidden for t in PLANTED[kind][1] if t in text]

    assert leaks == []


# Nobody's own: everybody who opens them sees what the role sees of that kind.
COMMON = {
    "core.Correction",
    "accounts.User",
    "approvals.FlowStep",
    "products.Product",
    "orders.SalesPolicy",
    "reports.Report",
}
OWNERS = {"salesperson", "owner"}


def holds_secrets(model):
    names = [field.name for field in model._meta.concrete_fields]
    return any(secrecy.kind_of(model, name) for name in names)


@pytest.mark.parametrize(
    "model",
    [m for m in our_models() if m._meta.app_label != "core" and holds_secrets(m)],
    ids=lambda model: model._meta.label,
)
def test_a_record_with_secrets_says_whose_it_is(model):
    names = {field.name for field in model._meta.concrete_fields}

    assert names & OWNERS or hasattr(model, "secrecy_subject") or model._meta.label in COMMON
