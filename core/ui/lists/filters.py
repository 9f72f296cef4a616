"""Filters that know their type: how they read the URL, narrow the rows and say so in words."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import end_of, start_of
from core.errors import BusinessError, Sentence
from core.ui.keys import key_of

from .columns import choice_pairs, field_of
from .spans import PRESETS, preset_span

Values = Mapping[str, Sequence[str]]
NONE = "none"


class Filter:
    """One condition on a list. ``name`` is its word in the URL."""

    template = "components/filter_text.html"
    suffixes: tuple[str, ...] = ("",)
    operator: Sentence = gettext_lazy("contains")

    def __init__(self, name: str, label: Sentence, *, path: str = "", secret: str = "") -> None:
        self.name, self.label, self.secret = name, label, secret
        self.path = path or name

    def options(self, user: Any) -> list[tuple[str, str]]:
        """What the editor offers."""
        return []

    @property
    def keys(self) -> list[str]:
        """The words it understands in the URL."""
        return [f"{self.name}{suffix}" for suffix in self.suffixes]

    def read(self, values: Values, today: datetime.date) -> Any:
        """The value asked for, ``None`` when nothing is asked."""
        texts = {key: [t.strip() for t in values.get(key, ()) if t.strip()] for key in self.keys}
        return self.parse(texts, today) if any(texts.values()) else None

    def parse(self, texts: Values, today: datetime.date) -> Any:
        """The typed value; refuses what it cannot read."""
        return texts[self.name][-1]

    def apply(self, rows: QuerySet, value: Any) -> QuerySet:
        """The rows that fit."""
        return rows.filter(**{f"{self.path}__icontains": value})

    def words(self, value: Any, user: Any) -> tuple[str, str]:
        """Operator and value, as the chip says them."""
        return str(self.operator), str(value)

    def refuse(self, text: str) -> BusinessError:
        """The sentence about a value that cannot be read."""
        sentence = _("The filter “%(filter)s” cannot be “%(value)s”.")
        return BusinessError(
            sentence % {"filter": self.label, "value": text}, field=self.name, code="bad_filter"
        )


class TextFilter(Filter):
    """Contains a text."""


class BoolFilter(Filter):
    """Yes or no."""

    template = "components/filter_choice.html"
    operator = gettext_lazy("is")

    def options(self, user: Any) -> list[tuple[str, str]]:
        return [("1", _("Yes")), ("0", _("No"))]

    def parse(self, texts: Values, today: datetime.date) -> bool | None:
        given = set(texts[self.name])
        if not given <= {"0", "1"}:
            raise self.refuse(texts[self.name][-1])
        return None if len(given) == 2 else given == {"1"}

    def apply(self, rows: QuerySet, value: Any) -> QuerySet:
        return rows.filter(**{self.path: value})

    def words(self, value: Any, user: Any) -> tuple[str, str]:
        return str(self.operator), _("Yes") if value else _("No")


class ConditionFilter(BoolFilter):
    """Yes or no to a named condition, such as 'late'."""

    def __init__(
        self, name: str, label: Sentence, *, condition: Callable[[datetime.date], Q], **more: Any
    ) -> None:
        super().__init__(name, label, **more)
        self.condition = condition

    def parse(self, texts: Values, today: datetime.date) -> Any:
        wanted = super().parse(texts, today)
        return None if wanted is None else (wanted, self.condition(today))

    def apply(self, rows: QuerySet, value: tuple[bool, Q]) -> QuerySet:
        wanted, condition = value
        return rows.filter(condition if wanted else ~condition)

    def words(self, value: tuple[bool, Q], user: Any) -> tuple[str, str]:
        return super().words(value[0], user)


class ChoiceFilter(Filter):
    """One of several words of an enum."""

    template = "components/filter_choice.html"
    operator = gettext_lazy("is any of")

    def __init__(self, name: str, label: Sentence, *, choices: Any, **more: Any) -> None:
        super().__init__(name, label, **more)
        self.choices = choices

    def pairs(self) -> list[tuple[str, str]]:
        return [(str(value), str(word)) for value, word in choice_pairs(self.choices)]

    def options(self, user: Any) -> list[tuple[str, str]]:
        return self.pairs()

    def parse(self, texts: Values, today: datetime.date) -> list[str]:
        known = dict(self.pairs())
        for text in texts[self.name]:
            if text not in known:
                raise self.refuse(text)
        return list(texts[self.name])

    def apply(self, rows: QuerySet, value: list[str]) -> QuerySet:
        return rows.filter(**{f"{self.path}__in": value})

    def words(self, value: list[str], user: Any) -> tuple[str, str]:
        known = dict(self.pairs())
        return str(self.operator), _(", ").join(known[text] for text in value)


class ModelFilter(Filter):
    """One of several records, by primary key; ``none`` stands for the empty value."""

    template = "components/filter_model.html"
    operator = gettext_lazy("is any of")

    def __init__(
        self, name: str, label: Sentence, *, model: type[Model], lookup: str = "", **more: Any
    ) -> None:
        super().__init__(name, label, **more)
        self.model, self.lookup = model, lookup

    def rows(self, user: Any) -> QuerySet:
        """What may be chosen; long tables name a ``lookup`` page instead of a pick-list."""
        rows = self.model._default_manager.all()
        return rows.visible_to(user) if hasattr(rows, "visible_to") else rows

    def options(self, user: Any) -> list[tuple[str, str]]:
        return [] if self.lookup else [(str(row.pk), str(row)) for row in self.rows(user)[:200]]

    def parse(self, texts: Values, today: datetime.date) -> list[Any]:
        found: list[Any] = []
        for text in texts[self.name]:
            key = key_of(text)
            if text != NONE and key is None:
                raise self.refuse(text)
            found.append(key)
        return found

    def apply(self, rows: QuerySet, value: list[Any]) -> QuerySet:
        fits = Q(**{f"{self.path}__in": [pk for pk in value if pk is not None]})
        if None in value:
            fits |= Q(**{f"{self.path}__isnull": True})
        return rows.filter(fits)

    def chosen(self, value: list[Any] | None, user: Any) -> list[tuple[str, str]]:
        """The chosen records by name; a foreign or unknown one by its number alone."""
        wanted = [pk for pk in value or [] if pk is not None]
        if not wanted:
            return [(NONE, _("none"))] if value else []
        known = {row.pk: str(row) for row in self.rows(user).filter(pk__in=wanted)}
        named = [(str(pk), known.get(pk, f"#{pk}")) for pk in wanted]
        return named + ([(NONE, _("none"))] if None in (value or []) else [])

    def words(self, value: list[Any], user: Any) -> tuple[str, str]:
        names = [name for _pk, name in self.chosen(value, user)]
        text = _(", ").join(names[:3])
        if len(names) > 3:
            text = _("%(names)s and %(more)d more") % {"names": text, "more": len(names) - 3}
        return str(self.operator), text


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
