"""Retention money as it is shown."""

from django.db.models import Case, F, When


def retention_span() -> Case:
    """For how many months money is kept back; nothing where none is."""
    return Case(When(retention_rate__gt=0, then=F("retention_months")))
