"""The indexes behind the box on PostgreSQL: trigrams of each field, made where they are missing.

SQLite, and a server that refuses the extension, read the tables instead.
"""

import logging
from collections.abc import Iterator

from django.db import connections, models

from core.database import trigram_indexes
from core.ui.lists.columns import field_of

from .sources import sources_of

logger = logging.getLogger("search")


def make_indexes(using: str) -> int:
    """Make what is missing; says how many were made."""
    made = trigram_indexes(connections[using], sorted(set(_wanted())))
    if made is None:
        logger.warning("search.unindexed the server has no pg_trgm; a DBA may create it")
    return made or 0


def _wanted() -> Iterator[tuple[str, str]]:
    """Table and column of every field that is searched inside."""
    for source in sources_of():
        for field in source.fields:
            found, _nullable = field_of(source.list_class.model, field.path)
            if field.kind == "tail" or found is None or isinstance(found, models.ForeignKey):
                continue
            yield found.model._meta.db_table, str(found.column)
