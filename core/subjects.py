"""What hangs on a record by its kind and key: which it is, and when two records become one."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model


def models_with_subject() -> list[type[Model]]:
    """Every model that names a record by ``subject_type`` and ``subject_id``."""
    return [model for model in apps.get_models() if _names_a_subject(model)]


def subjects_of(rows: Iterable[Any]) -> dict[Any, Model]:
    """The records these rows hang on, by the keys of the rows; one query for each kind."""
    by_kind: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_kind[row.subject_type_id].append(row)
    found: dict[Any, Model] = {}
    for kind, of_kind in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        keys = {row.subject_id for row in of_kind}
        records = model._base_manager.in_bulk(keys) if model is not None else {}
        found |= {row.pk: records[row.subject_id] for row in of_kind if row.subject_id in records}
    return found


def stays(model: type[Model]) -> str:
    """Why rows of the model stay with a record that was merged; '' when they go along.

    The model says so itself: ``STAYS_WITH_SUBJECT = "reason"``.
    """
    return str(getattr(model, "STAYS_WITH_SUBJECT", ""))


def counted(record: Model) -> list[tuple[Any, int]]:
    """What would go along if the record were merged: (what it is called, how many)."""
    return [(m._meta.verbose_name, _of(m, record).count()) for m in _moving()]


def follow(gone: Model, kept: Model) -> list[tuple[Any, int]]:
    """Hang what hangs on ``gone`` on ``kept``: (what it is called, how many).

    For a service that merges two records of one kind, inside its transaction.
    """
    return [(m._meta.verbose_name, _of(m, gone).update(subject_id=kept.pk)) for m in _moving()]


def _moving() -> list[type[Model]]:
    return [model for model in models_with_subject() if not stays(model)]


def _of(model: type[Model], record: Model) -> Any:
    kind = ContentType.objects.get_for_model(record, for_concrete_model=True)
    return model._base_manager.filter(subject_type=kind, subject_id=record.pk)


def _names_a_subject(model: type[Model]) -> bool:
    try:
        kind, key = model._meta.get_field("subject_type"), model._meta.get_field("subject_id")
    except FieldDoesNotExist:
        return False
    return kind.related_model is ContentType and key.concrete
