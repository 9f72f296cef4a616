"""Spans of days with a name: this week, last month; months are those of the period table."""

import datetime

from django.core.cache import caches
from django.utils.translation import gettext_lazy as _

from core.periods import MONTHLY, QUARTERLY, WEEKLY, YEARLY, Span, span

PRESETS = {
    "today": _("Today"),
    "yesterday": _("Yesterday"),
    "this_week": _("This week"),
    "last_week": _("Last week"),
    "this_month": _("This month"),
    "last_month": _("Last month"),
    "this_quarter": _("This quarter"),
    "last_quarter": _("Last quarter"),
    "this_year": _("This year"),
    "last_year": _("Last year"),
}
KEPT_SECONDS = 60
_KINDS = {"week": WEEKLY, "month": MONTHLY, "quarter": QUARTERLY, "year": YEARLY}


def preset_span(preset: str, today: datetime.date) -> Span:
    """First and last day of a preset, both included."""
    if preset in {"today", "yesterday"}:
        day = today - datetime.timedelta(days=preset == "yesterday")
        return Span(day, day)
    key = f"span-{preset}-{today}"
    known = caches["local"].get(key)
    if known is None:
        known = _asked(preset, today)
        caches["local"].set(key, known, KEPT_SECONDS)
    return known


def _asked(preset: str, today: datetime.date) -> Span:
    which, _underscore, unit = preset.partition("_")
    found = span(_KINDS[unit], today)
    if which == "last":
        found = span(_KINDS[unit], found[0] - datetime.timedelta(days=1))
    return found
