"""What the verbs of the trail are called."""

from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps


def verb_word(verb: str) -> Any:
    """The label an app gives its event in ``enums.Event``, or the verb as written."""
    return _words(verb.partition(".")[0]).get(verb, verb)


@cache
def _words(label: str) -> dict[str, Any]:
    if not apps.is_installed(label):
        return {}
    try:
        event = import_module(f"{label}.enums").Event
    except (ImportError, AttributeError):
        return {}
    return dict(event.choices)
