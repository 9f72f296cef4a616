"""What a figure counts: its basis, tax and returns, 口径."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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

    def following(self, merged: Mapping[int, int]) -> "Measure":
        """The same, with what was written for customers that were merged into those asked for."""
        asked = self.where.get("customer")
        if asked is None:
            return self
        wanted = {getattr(each, "pk", each) for each in asked}
        gone = {pk for pk, kept in merged.items() if kept in wanted}
        return replace(self, where={**self.where, "customer": sorted(wanted | gone)})

    def conditions(self, names: dict[str, str] | None = None) -> dict[str, Any]:
        """``where`` as look-ups of a queryset; ``names`` renames keys for it."""
        names = names or {}
        return {
            f"{names.get(key, key)}__in": list(ids)
            for key, ids in self.where.items()
            if ids is not None
        }


def followed(group: Group, keys: Sequence[str], merged: Mapping[int, int]) -> Group:
    """The group with the customer that the one it was written for was merged into."""
    return tuple(
        merged.get(pk, pk) if key == "customer" and pk is not None else pk
        for key, pk in zip(keys, group, strict=True)
    )
