"""Filters by yes or no, by the words of an enum and by records."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Sentence
from core.ui.keys import key_of
from core.ui.lists.columns import choice_pairs

from .base import Filter, Values

NONE = "none"


class BoolFilter(Filter):
    """Yes or no."""

    template = "components/filter_choice.html"
    operator = ""  # its value says it

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
