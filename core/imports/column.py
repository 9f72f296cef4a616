"""One column that a file may bring in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.errors import Sentence

if TYPE_CHECKING:
    from .context import ImportContext

KINDS = frozenset(
    [
        "text",
        "code",
        "phone",
        "date",
        "datetime",
        "money",
        "price",
        "quantity",
        "number",
        "integer",
        "rate",
        "bool",
        "choice",
        "lookup",
    ]
)

Lookup = Callable[[set[str], "ImportContext"], dict[str, Any]]
Suggest = Callable[["ImportContext"], Iterable[str]]


@dataclass(frozen=True)
class ImportColumn:
    """What a column is called, which headings mean it, and what its cells may hold.

    ``head`` marks a column of the document in a ledger with lines. ``lookup`` resolves the set of
    texts of the whole file in one query. ``field`` is the model's field where it differs;
    ``aside`` marks a column that fills none, which the ledger compares and writes itself.
    """

    name: str
    label: Sentence
    _: KW_ONLY
    kind: str = "text"
    aliases: Sequence[str] = ()
    required: bool = False
    head: bool = False
    lookup: Lookup | None = None
    suggest: Suggest | None = None
    choices: Sequence[tuple[Any, Sentence]] = ()
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    max_length: int = 0
    default: Any = None
    example: str = ""
    hint: Sentence = ""
    field: str = ""
    aside: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.name}: no such kind of column: {self.kind}")
        if (self.kind == "lookup") != (self.lookup is not None):
            raise ValueError(f"{self.name}: kind 'lookup' and a lookup go together")

    @property
    def model_field(self) -> str:
        """The field of the model this column fills."""
        return self.field or self.name
