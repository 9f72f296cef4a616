"""A form with a number for each line of a paper, shown as a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import Sentence
from core.ui.forms import Form, MoneyInput


@dataclass(frozen=True)
class Asked:
    """A line that is asked about: what is shown of it and the number to begin with."""

    key: int
    facts: Sequence[Any]
    preset: Decimal | None = None
    most: Decimal | None = None
    choice: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


class QuantitiesForm(Form):
    """Fields of the head, and a number (and perhaps a choice) for each line."""

    heads: ClassVar[Sequence[Sentence]] = ()
    asks: ClassVar[Sentence] = gettext_lazy("Quantity")
    choice_label: ClassVar[Sentence] = ""
    choices: ClassVar[Any] = ()
    places: ClassVar[int] = 3

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.asked = list(self.lines_of(record))
        for line in self.asked:
            self.fields[f"quantity_{line.key}"] = forms.DecimalField(
                label=f"{self.asks} · {line.facts[0]}",
                max_digits=15,
                decimal_places=self.places,
                min_value=0,
                required=False,
                initial=line.preset and plain(line.preset),
                widget=MoneyInput({"class": "bo-input bo-num"}),
            )
            if self.choices:
                self.fields[f"choice_{line.key}"] = forms.ChoiceField(
                    label=f"{self.choice_label} · {line.facts[0]}",
                    choices=self.choices,
                    initial=line.choice,
                    widget=forms.Select({"class": "bo-input"}),
                )

    def lines_of(self, record: Any) -> Iterable[Asked]:
        """The lines to ask about."""
        raise NotImplementedError

    @property
    def headings(self) -> Sequence[Sentence]:
        """What stands above the facts of the lines."""
        return self.heads

    @property
    def cells(self) -> list[tuple[Any, int]]:
        """The fields of the head alone."""
        return [
            (bound, width)
            for bound, width in super().cells
            if not bound.name.startswith(("quantity_", "choice_"))
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines as the template shows them."""
        return [
            {
                "facts": list(zip(self.headings, line.facts, strict=True)),
                "quantity": self[f"quantity_{line.key}"],
                "choice": self[f"choice_{line.key}"] if self.choices else None,
            }
            for line in self.asked
        ]

    def quantities(self) -> dict[int, Decimal]:
        """What was typed, by the key of the line; empty and 0 left out."""
        typed = {line.key: self.cleaned_data.get(f"quantity_{line.key}") for line in self.asked}
        return {key: number for key, number in typed.items() if number}

    def chosen(self, key: int) -> str:
        """What was chosen for a line."""
        return str(self.cleaned_data.get(f"choice_{key}", ""))

    def head(self) -> dict[str, Any]:
        """What was typed in the head."""
        return {name: self.cleaned_data[name] for name in self.base_fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for line in self.asked:
            number = cleaned.get(f"quantity_{line.key}")
            if line.most is not None and number is not None and number > line.most:
                self.add_error(
                    f"quantity_{line.key}", _("at most %(most)s") % {"most": plain(line.most)}
                )
        return cleaned


def plain(number: Decimal) -> str:
    """The number without zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
