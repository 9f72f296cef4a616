"""A record found by typing its code, name or pinyin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _

from core.ui.keys import key_of

from .fields import FromPages


class LookupInput(FromPages, forms.TextInput):
    """A record found by typing; the script fills the hidden key beside the shown words."""

    template_name = "components/lookup_input.html"

    def __init__(self, field: "LookupField") -> None:
        super().__init__()
        self.field = field

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
