"""Look-ups that may name something new: a historical file brings its own classes and families."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

from .context import ImportContext
from .row import Row

Found = dict[str, Any]


def by_any_of(
    model: type[models.Model], *fields: str, may_make: bool = False
) -> Callable[[set[str], ImportContext], Found]:
    """A look-up by code, name and so on, the first named field first.

    With ``may_make`` a historical import answers an unknown text with the text itself, which
    ``made`` turns into a new record when the file is written.
    """

    def find(texts: set[str], context: ImportContext) -> Found:
        found: Found = {}
        for field in reversed(fields):
            rows = model._default_manager.filter(Q(**{f"{field}__in": list(texts)}))
            found.update({str(text): pk for text, pk in rows.values_list(field, "pk")})
        if may_make and context.is_historical:
            most = _most(model, "name")  # a longer text names no class: it is a mistake
            new = {text: text for text in texts if len(text) <= most}
            found = {**new, **found}
        return found

    return find


def made(model: type[models.Model], rows: list[Row], column: str, **defaults: Any) -> None:
    """Turn texts that ``by_any_of`` let through into new records, once each."""
    texts = sorted({v for row in rows if isinstance(v := row.values.get(column), str) and v})
    if not texts:
        return
    taken = set(model._default_manager.values_list("code", flat=True))
    new = [model(code=_free_code(model, text, taken), name=text, **defaults) for text in texts]
    created = model._default_manager.bulk_create(new)
    stored = {text: each.pk for text, each in zip(texts, created, strict=True)}
    for row in rows:
        if isinstance(text := row.values.get(column), str):
            row.values[column] = stored[text]


def _free_code(model: type[models.Model], name: str, taken: set[str]) -> str:
    """The name as far as it fits; two names that begin alike get codes of their own."""
    most = _most(model, "code")
    code, number = name[:most], 1
    while code in taken:
        number += 1
        mark = f"~{number}"
        code = name[: most - len(mark)] + mark
    taken.add(code)
    return code


def _most(model: type[models.Model], field: str) -> int:
    return int(getattr(model._meta.get_field(field), "max_length", 0))
