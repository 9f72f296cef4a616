"""What a filter is: how it reads the URL, narrows the rows and says so in words."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import BusinessError, Sentence

Values = Mapping[str, Sequence[str]]


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
