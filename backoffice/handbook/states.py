"""Every table of moves, as a table."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model


def states() -> str:
    """One section a noun with states: from where to where."""
    return "\n\n".join(_section(model) for model in _models())


def _models() -> list[type[Model]]:
    return [
        model
        for app in settings.LOCAL_APPS
        for model in apps.get_app_config(app).get_models()
        if hasattr(model, "MOVES") and not hasattr(model, "instance_type")
    ]


def _section(model: Any) -> str:
    field = model._meta.get_field("status")
    words = {str(value): str(label) for value, label in field.flatchoices}
    moves = {str(k): {str(to) for to in v} for k, v in model.MOVES.items()}
    first = str(field.get_default())
    lines = [f"## {model._meta.label}", "", "| state | may become |", "|---|---|"]
    for state, word in words.items():
        targets = [f"`{to}`" for to in words if to in moves.get(state, set())]
        name = f"`{state}` {word}" + (" (first)" if state == first else "")
        lines.append(f"| {name} | {', '.join(targets) or 'final'} |")
    return "\n".join(lines)
