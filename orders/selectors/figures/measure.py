"""What a figure counts: its basis, tax and returns, 口径."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from orders.enums import BASIS_MOVEMENTS, BASIS_RETURNS, Basis

Span = tuple[date, date]
Group = tuple[int | None, ...]


@dataclass(frozen=True)
class Measure:
    """Basis, tax in or out, returns deducted or not, and which rows (``where``: key → ids)."""

    basis: str = Basis.ORDER
    includes_tax: bool = True
    includes_returns: bool = True
    where: dict[str, Any] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of movement that count."""
        kinds = BASIS_MOVEMENTS[self.basis]
        return kinds + BASIS_RETURNS[self.basis] if self.includes_returns else kinds

    def conditions(self, names: dict[str, str] | None = None) -> dict[str, Any]:
        """``where`` as look-ups of a queryset; ``names`` renames keys for it."""
        names = names or {}
        return {
            f"{names.get(key, key)}__in": list(ids)
            for key, ids in self.where.items()
            if ids is not None
        }
