"""Forms: warnings to be ticked, look-ups by code, name or pinyin, a layout in twelfths."""

import inspect
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import BusinessError, Sentence
from core.secrecy import BANK, CONTACT, VEIL, kind_of, may_see
from core.ui.keys import key_of

DEFAULT_WIDTH = 4


EMPTY = "—"


def _say_empty(field: forms.Field) -> None:
    """Nothing chosen is a dash here as in a list, not nine hyphens."""
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = EMPTY if field.empty_label else None
    elif isinstance(field, forms.ChoiceField) and isinstance(field.choices, list):
        nothing = [("", EMPTY)] if field.choices[:1] == BLANK_CHOICE_DASH else []
        field.choices = [*nothing, *field.choices[len(nothing) :]]


class Warned(forms.BaseForm):
    """Unusual but allowed: said once, passed when the person ticks it."""

    _errors: Any  # None until the form was cleaned

    layout: ClassVar[list[tuple[str, int]]] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warnings: list[tuple[str, str]] = []
        for field in self.fields.values():
            _say_empty(field)
            if isinstance(field, forms.DateField) and type(field.widget) is forms.DateInput:
                field.widget = DateInput()
            elif isinstance(field, forms.DecimalField):
                field.widget = MoneyInput()
            ticks = isinstance(field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple)
            field.widget.attrs.setdefault("class", "bo-cb" if ticks else "bo-input")

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let a field of choice offer these records."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared in the class
        field.queryset = rows

    def warn(self, code: str, text: Sentence) -> None:
        """Say what is unusual; without the tick the form is not accepted."""
        if code not in self.ticked:
            self.warnings.append((code, str(text)))

    @property
    def ticked(self) -> list[str]:
        """The warnings the person has accepted."""
        return self.data.getlist("accepted") if hasattr(self.data, "getlist") else []

    def full_clean(self) -> None:
        self.warnings = []
        super().full_clean()
        if self.is_bound and self.warnings and not self._errors:
            self.add_error(None, ValidationError(_("Please tick what is meant so."), code="warned"))

    @property
    def cells(self) -> list[tuple[Any, int]]:
        """The visible fields with their widths, in the order of the layout."""
        widths = dict(self.layout)
        names = [name for name in widths if name in self.fields]
        names += [name for name in self.fields if name not in widths]
        bound = [(self[name], widths.get(name, DEFAULT_WIDTH)) for name in names]
        return [(field, width) for field, width in bound if not field.is_hidden]


class Form(Warned, forms.Form):
    """A form over a service's arguments."""


class ModelForm(Warned, forms.ModelForm):
    """A form whose fields are those of a model; the service saves, never the form."""

    def _post_clean(self) -> None:
        """Leave the instance as it is: it may be shown beside what was typed."""


class ReasonForm(Form):
    """Asks why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    layout: ClassVar[list[tuple[str, int]]] = [("reason", 12)]


class GatherForm(Form):
    """Asks once for many records: those ticked, by their keys."""

    ids = forms.CharField(required=False, widget=forms.HiddenInput)


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Files of a command; what is in them the service looks at."""

    def __init__(self, *, most: int = 5, **kwargs: Any) -> None:
        self.most = most
        super().__init__(widget=FilesInput, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """A list, empty for none."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        if len(given) > self.most:
            raise ValidationError(_("Add at most %(most)d files at once.") % {"most": self.most})
        return [super(FilesField, self).clean(each, initial) for each in given]


class DateInput(forms.DateInput):
    """A day, by the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MoneyInput(forms.TextInput):
    """A number, typed with or without separators, the digits' keyboard on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace(",", "").replace("，", "") if isinstance(value, str) else value


class LookupInput(forms.TextInput):
    """A record found by typing; the script fills the hidden key beside the shown words."""

    template_name = "components/lookup_input.html"

    def __init__(self, field: "LookupField") -> None:
        super().__init__()
        self.field = field

    def _render(self, template_name: str, context: Any, renderer: Any = None) -> SafeString:
        """From the pages' templates; the forms' own renderer knows only Django's."""
        return SafeString(get_template(template_name).render(context))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        chosen = self.field.find(value)
        context["lookup_url"] = reverse(self.field.lookup)
        context["given_with"] = self.field.given_with
        typed = value if isinstance(value, Unchosen) else ""
        if typed:
            context["widget"]["value"] = ""
        context["shown"] = typed if chosen is None else self.field.words(chosen)
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The key; what was typed and never chosen is told from nothing at all."""
        key = super().value_from_datadict(data, files, name)
        typed = (data.get(f"{name}_text") or "").strip()
        return Unchosen(typed) if not key and typed else key


class Unchosen(str):
    """Words in a look-up field for which no record was chosen."""

    __slots__ = ()


class LookupField(forms.Field):
    """One of the records the person may see."""

    def __init__(
        self, model: type[Model], lookup: str, user: Any, given_with: str = "", **kwargs: Any
    ) -> None:
        self.model, self.lookup, self.user = model, lookup, user
        self.given_with = given_with  # fields of the form that the look-up asks about
        kwargs.setdefault("label", model._meta.verbose_name)
        super().__init__(widget=LookupInput(self), **kwargs)

    def find(self, value: Any) -> Any:
        """The record of a primary key, ``None`` when there is none to see."""
        if isinstance(value, Model):
            return value
        key = None if isinstance(value, Unchosen) else key_of(value)
        if key is None:
            return None
        rows: Any = self.model._default_manager.all()
        return rows.visible_to(self.user).filter(pk=key).first()

    def words(self, record: Any) -> str:
        """What stands in the field for the record chosen."""
        return str(record)

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        if value in self.empty_values:
            return super().clean(None)
        if isinstance(value, Unchosen):
            raise ValidationError(_("Choose one from the list."), code="unchosen")
        found = self.find(value)
        if found is None:
            raise ValidationError(_("There is no such record."), code="unknown")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


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
