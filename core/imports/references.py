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
            found = {text: found.get(text, text) for text in texts}
        return found

    return find


def made(model: type[models.Model], rows: list[Row], column: str, **defaults: Any) -> None:
    """Turn texts that ``by_any_of`` let through into new records, once each."""
    texts = sorted({v for row in rows if isinstance(v := row.values.get(column), str) and v})
    if not texts:
        return
    model._default_manager.bulk_create(
        [model(code=text[:20], name=text, **defaults) for text in texts], ignore_conflicts=True
    )
    stored = dict(
        model._default_manager.filter(code__in=[t[:20] for t in texts]).values_list("code", "pk")
    )
    for row in rows:
        if isinstance(text := row.values.get(column), str):
            row.values[column] = stored[text[:20]]
