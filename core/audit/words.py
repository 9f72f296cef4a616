"""What the verbs of the trail, and the kinds of records in it, are called."""

from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Verbs that belong to no app.
COMMON: dict[str, Any] = {
    "imported": _("Imported"),
    "uploaded": _("File uploaded"),
    "checked": _("File checked"),
    "discarded": _("File given up"),
    "period_closed": _("Period closed"),
    "period_reopened": _("Period opened again"),
    "admin.added": _("Added in the administration"),
    "admin.changed": _("Changed in the administration"),
    "admin.deleted": _("Deleted in the administration"),
}

# Facts of an entry that are no fields of its record.
FACTS: dict[str, Any] = {
    "paper": _("paper"),
    "form": _("form"),
    "print": _("which print"),
    "people": _("people"),
    "list": _("list"),
    "query": _("query"),
    "format": pgettext_lazy("fact of the trail", "format"),
    "rows": _("rows"),
    "numbers": pgettext_lazy("fact of the trail", "numbers"),
    "count": pgettext_lazy("fact of the trail", "how many"),
    "document": pgettext_lazy("fact of the trail", "document"),
    "red_letter": pgettext_lazy("fact of the trail", "red-letter invoice"),
}


def fact_word(name: str) -> Any:
    """What a fact that is no field is called; as written where it has a name of its own."""
    return FACTS.get(name, name)


def verb_word(verb: str) -> Any:
    """The label an app gives its event in ``enums.Event``, or the verb as written."""
    return COMMON.get(verb) or _words(verb.partition(".")[0]).get(verb, verb)


class Verbs:
    """Every verb with its label: what a column or a filter takes as choices."""

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The apps' events, then those of no app."""
        found = {verb: word for app in apps.get_app_configs() for verb, word in _of(app.label)}
        return [*found.items(), *COMMON.items()]


class Kinds:
    """Every kind of record by the name its content type bears."""

    @property
    def choices(self) -> list[tuple[str, Any]]:
        return [(str(m._meta.model_name), m._meta.verbose_name) for m in apps.get_models()]


def _of(label: str) -> list[tuple[str, Any]]:
    return list(_words(label).items())


@cache
def _words(label: str) -> dict[str, Any]:
    if not apps.is_installed(label):
        return {}
    try:
        event = import_module(f"{label}.enums").Event
    except (ImportError, AttributeError):
        return {}
    return dict(event.choices)
