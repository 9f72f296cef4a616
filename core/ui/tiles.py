"""Tiles of the dashboards: each app brings its own."""

import datetime
from typing import Any, ClassVar

from core.errors import Sentence
from core.secrecy import may_see


class Tile:
    """One tile; ``span`` counts twelfths of the width."""

    key: ClassVar[str] = ""
    title: ClassVar[Sentence] = ""
    template: ClassVar[str] = ""
    permission: ClassVar[str] = ""
    secret: ClassVar[str] = ""
    order: ClassVar[int] = 50
    span: ClassVar[int] = 4

    def context(self, user: Any, today: datetime.date) -> dict[str, Any] | None:
        """What the template shows; ``None`` leaves the tile out."""
        return {}


_tiles: dict[str, type[Tile]] = {}


def register(tile: type[Tile]) -> type[Tile]:
    """Offer the tile under its key; the same key replaces."""
    _tiles[tile.key] = tile
    return tile


def shown(user: Any, today: datetime.date) -> list[dict[str, Any]]:
    """The tiles for this person, with their context."""
    made = []
    for tile in sorted(_tiles.values(), key=lambda each: each.order):
        allowed = not tile.permission or user.has_perm(tile.permission)
        if not allowed or not may_see(user, tile.secret):
            continue
        context = tile().context(user, today)
        if context is not None:
            made.append({"tile": tile, "context": context})
    return made
