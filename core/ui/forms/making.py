"""A form made for a page: its first values, what stays veiled, refusals at their fields."""

import inspect
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.secrecy import BANK, CONTACT, VEIL, kind_of, may_see

from .lookup import LookupField


def make_form(
    form_class: Any, page: Any, record: Any = None, data: Any = None, files: Any = None
) -> Any:
    """The form with what it takes: the person, the record, the first values."""
    known = inspect.signature(form_class.__init__).parameters
    record_shown = record if page.kind == "edit" else None
    begun = page.initial() if page.kind == "edit" else _seen(page.initial(), page, record)
    initial = {**_stored(form_class, record_shown), **_asked(page, form_class), **begun}
    kwargs: dict[str, Any] = {"initial": initial}
    if "user" in known:
        kwargs["user"] = page.request.user
    if issubclass(form_class, forms.BaseModelForm) and isinstance(record, form_class._meta.model):
        kwargs["instance"] = record
    if "record" in known:
        kwargs["record"] = record
    form = form_class(data, files, **kwargs)
    _keep_private(form, page.record_model())
    if record_shown is not None:
        _veil(form, page.request.user, record_shown)
    return form


def _keep_private(form: Any, model: type[Model] | None) -> None:
    """Telephones and accounts are not kept in the browser, where others may sit next."""
    for name, field in form.fields.items():
        if model is not None and kind_of(model, name) in {CONTACT, BANK}:
            field.widget.attrs["data-private"] = True


def _seen(begun: dict[str, Any], page: Any, record: Any) -> dict[str, Any]:
    """Of what a dialog begins with, what the person may see of the record it is copied from."""
    if record is None:
        return begun
    known, user = {field.name for field in record._meta.get_fields()}, page.request.user
    return {
        name: value
        for name, value in begun.items()
        if name not in known or may_see(user, kind_of(type(record), name), record)
    }


def _veil(form: Any, user: Any, record: Any) -> None:
    """What the person may not see of the record stands veiled, cannot be typed and is kept."""
    known = {field.name for field in record._meta.get_fields()}
    for name, field in form.fields.items():
        if name in known and not may_see(user, kind_of(type(record), name), record):
            field.disabled, field.required = True, False
            field.widget = _Veiled()


class _Veiled(forms.TextInput):
    """Says only that there is something."""

    def format_value(self, value: Any) -> str:
        return VEIL if value not in (None, "") else ""


def _stored(form_class: Any, record: Any) -> dict[str, Any]:
    """What the record holds in fields of the same name."""
    fields = getattr(form_class, "base_fields", {})
    return {name: getattr(record, name) for name in fields if hasattr(record, name)}


def _asked(page: Any, form_class: Any) -> dict[str, Any]:
    """First values a link brings along: ``?customer=12``."""
    fields = {**getattr(form_class, "base_fields", {})}
    return {key: value for key, value in page.request.GET.items() if key in fields}


def in_words(field: forms.Field, value: Any) -> Any:
    """What a person reads of a field's value: the chosen record or word, never its key."""
    if isinstance(field, LookupField):
        found = field.find(value)
        return value if found is None else field.words(found)
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        words = {str(key): str(word) for key, word in choices}
        return words.get(str(field.prepare_value(value)), value)
    if isinstance(field, forms.BooleanField):
        return _("Yes") if value else _("No")
    return value


def bind_error(form: Any, refusal: BusinessError) -> None:
    """Put a refusal at its field, or on top."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, ValidationError(str(refusal), code=refusal.code))
