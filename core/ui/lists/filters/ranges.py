"""Filters by a span: of days, amounts, quantities."""

import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from core.clock import end_of, start_of
from core.ui.lists.columns import field_of
from core.ui.lists.spans import PRESETS, preset_span

from .base import Filter, Values


class RangeFilter(Filter):
    """From one value to another, both included; either may be left out."""

    suffixes = ("", "_from", "_to")
    operator = gettext_lazy("in")

    def one(self, text: str) -> Any:
        """One end, typed."""
        raise NotImplementedError

    def parse(self, texts: Values, today: datetime.date) -> Any:
        low, high = (self._last(texts, f"{self.name}{end}") for end in ("_from", "_to"))
        whole = self._last(texts, self.name)
        if whole:
            first, dots, last = whole.partition("..")
            low, high = low or first, high or (last if dots else first)
        return (self.one(low) if low else None, self.one(high) if high else None)

    def apply(self, rows: QuerySet, value: Any) -> QuerySet:
        low, high = value
        if low is not None:
            rows = rows.filter(**{f"{self.path}__gte": low})
        return rows if high is None else rows.filter(**{f"{self.path}__lte": high})

    def words(self, value: Any, user: Any) -> tuple[str, str]:
        low, high = value
        if low == high:
            return "=", self.write(low)
        if high is None:
            return "≥", self.write(low)
        if low is None:
            return "≤", self.write(high)
        return str(self.operator), f"{self.write(low)} – {self.write(high)}"

    def write(self, value: Any) -> str:
        return str(value)

    @staticmethod
    def _last(texts: Values, key: str) -> str:
        return texts[key][-1] if texts.get(key) else ""


class DaySpan(NamedTuple):
    """From one day to another, with the preset's name where one was chosen."""

    low: datetime.date | None
    high: datetime.date | None
    preset: str = ""


class DateFilter(RangeFilter):
    """A span of days, typed or by a preset such as 'last month'."""

    template = "components/filter_date.html"

    def options(self, user: Any) -> list[tuple[str, str]]:
        return [(key, str(label)) for key, label in PRESETS.items()]

    def one(self, text: str) -> datetime.date:
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            raise self.refuse(text) from error

    def parse(self, texts: Values, today: datetime.date) -> DaySpan:
        preset = self._last(texts, self.name)
        typed = self._last(texts, f"{self.name}_from") or self._last(texts, f"{self.name}_to")
        if preset in PRESETS and not typed:
            return DaySpan(*preset_span(preset, today), preset)
        if preset in PRESETS:  # days that were typed win over the preset beside them
            texts = {**texts, self.name: []}
        return DaySpan(*super().parse(texts, today))

    def words(self, value: DaySpan, user: Any) -> tuple[str, str]:
        if value.preset:
            return str(self.operator), str(PRESETS[value.preset])
        return super().words(value[:2], user)

    def apply(self, rows: QuerySet, value: DaySpan) -> QuerySet:
        field, _nullable = field_of(rows.model, self.path)
        if field is None or field.get_internal_type() != "DateTimeField":
            return super().apply(rows, value[:2])
        low, high = value[:2]
        if low is not None:
            rows = rows.filter(**{f"{self.path}__gte": start_of(low)})
        return rows if high is None else rows.filter(**{f"{self.path}__lt": end_of(high)})


class NumberFilter(RangeFilter):
    """A range of amounts, quantities or numbers."""

    template = "components/filter_number.html"

    def one(self, text: str) -> Decimal:
        try:
            number = Decimal(text.replace(",", ""))
        except InvalidOperation as error:
            raise self.refuse(text) from error
        if not number.is_finite() or abs(number) >= Decimal("1e15"):
            raise self.refuse(text)
        return number

    def write(self, value: Any) -> str:
        return f"{value:,}"
