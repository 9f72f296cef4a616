"""Forms: warnings to be ticked, a layout in twelfths."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Sentence

from .fields import DateInput, MoneyInput

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
