"""What a ledger declares about the files that may fill it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from core.errors import Sentence

from .column import ImportColumn
from .context import ImportContext
from .row import Row


@dataclass(frozen=True)
class ImportPreset:
    """A mapping that comes with the code: our column → heading, our column → fixed value."""

    name: str
    headings: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)


class ImportLedger:
    """Base of every declaration; docs/imports.md shows one."""

    name: ClassVar[str]
    label: ClassVar[Sentence]
    permission: ClassVar[str]
    takes_historical: ClassVar[bool] = False
    columns: ClassVar[Sequence[ImportColumn]]
    key: ClassVar[Sequence[str]] = ()
    group_by: ClassVar[Sequence[str]] = ()
    repeats: ClassVar[str] = "error"
    notes: ClassVar[Sequence[Sentence]] = ()
    presets: ClassVar[Sequence[ImportPreset]] = ()

    def is_for(self, user: Any, *, is_historical: bool = False) -> bool:
        """Whether the person may bring such rows in."""
        if not user.has_perm(self.permission):
            return False
        return not is_historical or bool(user.has_perm("core.import_historical"))

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """Refuse what typed cells alone cannot show."""

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """Say of every row whether it is new, changed or same."""
        raise NotImplementedError

    def write(self, rows: list[Row], context: ImportContext) -> None:
        """Write the new and the changed rows."""
        raise NotImplementedError

    def column(self, name: str) -> ImportColumn:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)
