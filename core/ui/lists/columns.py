"""What a list shows: one declared column feeds head, cell, total, sort and Excel."""

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, NamedTuple

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db.models import Field, Model
from django.db.models.expressions import Combinable

from core.errors import Sentence

NUMERIC = frozenset({"money", "price", "quantity", "percent", "rate", "int"})
KINDS = NUMERIC | {"text", "code", "date", "datetime", "state", "choice", "bool", "bars"}


class Mark(NamedTuple):
    """What is to be noticed about a cell; ``tone`` names colour and glyph.

    ``beside`` is no notice: a quiet word before a number, which keeps its place at the edge.
    """

    tone: str
    text: str


@dataclass(frozen=True, eq=False)
class Column:
    """One column; ``path`` is an ORM path, or any name where ``expression`` is given."""

    path: str
    label: Sentence
    _: KW_ONLY
    key: str = ""
    kind: str = "text"
    link: bool = False
    total: bool = False
    within: str = ""  # added up only while all rows have the same here: a unit, a currency
    secret: str = ""
    indexed: bool = False
    sort: bool | str = True
    expression: Combinable | None = None
    needs: Sequence[str] = ()
    mark: Callable[..., Mark | None] | None = None
    choices: Any = None
    bars: Sequence[Sentence] = ()
    of: str = ""  # bars are shares of this path; without it they are fractions already
    phone: int = 0
    clip: bool = False
    hidden: bool = False
    wide: bool = False  # unchosen, shown where there is room; in a file always
    hint: Sentence = ""
    width: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ImproperlyConfigured(f"Column {self.path}: there is no kind {self.kind!r}.")
        if self.kind in {"state", "choice"} and self.choices is None:
            raise ImproperlyConfigured(f"Column {self.path}: a {self.kind} needs its choices.")
        if not self.key:
            object.__setattr__(self, "key", self.path.replace("__", "_"))

    @property
    def paths(self) -> tuple[str, ...]:
        """What is read for one cell, its own value first."""
        return (self.path, *self.needs, *([self.of] if self.of else []))

    @property
    def sort_path(self) -> str:
        """What the database orders by; '' where the column cannot be sorted."""
        if self.sort is True:
            return "" if self.kind == "bars" else self.path
        return self.sort or ""

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right edge."""
        return self.kind in NUMERIC

    def words(self) -> dict[Any, str]:
        """The stored values of a choice and what people call them."""
        return {value: str(label) for value, label in choice_pairs(self.choices)}


def choice_pairs(choices: Any) -> list[tuple[Any, Any]]:
    """Pairs of value and label from an enum or from plain pairs."""
    return list(getattr(choices, "choices", choices))


def field_of(model: type[Model], path: str) -> tuple[Field | None, bool]:
    """The field at the end of a path, and whether its value may be null."""
    nullable, here = False, model
    field: Field | None = None
    for part in path.split("__"):
        try:
            found: Any = here._meta.pk if part == "pk" else here._meta.get_field(part)
        except FieldDoesNotExist:
            found = next((f for f in here._meta.fields if f.attname == part), None)
        if found is None or not isinstance(found, Field):
            return None, True
        field, nullable = found, nullable or found.null
        if found.is_relation and found.related_model:
            here = found.related_model
    return field, nullable
