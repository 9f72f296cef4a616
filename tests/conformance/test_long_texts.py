"""Long texts: what a form takes the database holds; what is longer is said at the field."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.db import models
from django.db.models.signals import pre_save
from django.test import RequestFactory
from django.urls import resolve

from core.ui.forms import LookupField, make_form
from core.ui.pages import ActionPage, FormPage
from tests.cast import create_person
from tests.conformance.addresses import addresses
from tests.conformance.ground import factories
from tests.conformance.standing import stand, statuses
from tests.conformance.test_pages import browser_of, form, names, openers, url_of

ASKING = [
    each
    for each in addresses()
    if each.page
    and issubclass(each.page, ActionPage | FormPage)
    and each.page.form_class is not None
    and (each.model or not each.page.on_record)
]
TODAY = date(2026, 11, 20)
OVERLONG = "长" * 2000

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def columns_have_an_end():
    """SQLite forgets how long a column may be: here it is refused as PostgreSQL does."""

    def check(sender, instance, **kwargs):
        for field in sender._meta.concrete_fields:
            value = getattr(instance, field.attname)
            if isinstance(field, models.CharField) and isinstance(value, str):
                assert len(value) <= (field.max_length or len(value)), f"{sender.__name__}.{field}"

    pre_save.connect(check)
    yield
    pre_save.disconnect(check)


def texts_of(bound):
    """The fields in which a person writes."""
    return [
        name
        for name, field in bound.fields.items()
        if type(field) is forms.CharField and not field.disabled and not bound[name].is_hidden
    ]


def shown(each, url, record, user):
    """The form as the page makes it."""
    request = RequestFactory().get(url)
    request.user = user
    page = each.page()
    page.setup(request, **resolve(url).kwargs)
    return make_form(each.page.form_class, page, record)


def likely(bound, name):
    """Something a field may well be answered."""
    field, first = bound.fields[name], bound[name].initial
    if isinstance(first, bool | str | int | Decimal | date) and first != "":
        return first
    if isinstance(field, LookupField):
        rows = field.model._default_manager.all().visible_to(field.user)
        return (rows.first() or factories()[field.model]()).pk
    if isinstance(field, forms.ModelChoiceField):
        found = field.queryset.first()
        return found.pk if found else ""
    if isinstance(field, forms.ChoiceField):
        return next((key for key, _word in field.choices if key), "")
    if isinstance(field, forms.DateField):
        return TODAY.isoformat()
    return "1" if isinstance(field, forms.DecimalField | forms.IntegerField) else ""


def who_opens(each, record):
    """One who may, and sees the record."""
    allowed = openers(each.page, record) or openers(each.page)
    if record is None:
        return allowed[0]
    seen = type(record).objects.filter(pk=record.pk)
    if not hasattr(seen, "visible_to"):
        return allowed[0]
    return next((n for n in allowed if seen.visible_to(create_person(n)).exists()), allowed[0])


@pytest.mark.parametrize("each", ASKING, ids=names)
def test_what_a_form_takes_is_held_and_what_is_longer_is_refused(each, time_machine):
    time_machine.move_to("2026-11-20T02:00:00+00:00", tick=False)
    record = factories()[each.model]() if each.page.on_record else None
    name = who_opens(each, record)
    user, browser, url = create_person(name), browser_of(name), url_of(each, record)
    for status in statuses(each, record):
        if status is not None:
            stand(record, status)
        bound = shown(each, url, record, user)
        limits = {name: bound.fields[name].max_length for name in texts_of(bound)}
        if not limits:
            pytest.skip("asks for no text")
        data = {name: likely(bound, name) for name in bound.fields if name not in limits}
        data = {name: value for name, value in data.items() if value not in (None, "")}

        if any(most and most < len(OVERLONG) for most in limits.values()):
            overlong = {**data, **dict.fromkeys(limits, OVERLONG), **form()}
            assert browser.post(url, overlong).status_code in {422, 403, 404}
        held = {name: "长" * (most or len(OVERLONG)) for name, most in limits.items()}
        answer = browser.post(url, {**data, **held, **form()})
        assert answer.status_code < 500
        if answer.status_code == 302:
            break
