"""One box over everything the person may see. See ``docs/search.md``."""

from . import papers
from .fields import number, sound, tail, words
from .indexes import make_indexes
from .sources import Group, Hit, Source, found_in, source, source_named, sources_of

__all__ = [
    "Group",
    "Hit",
    "Source",
    "found_in",
    "make_indexes",
    "number",
    "papers",
    "sound",
    "source",
    "source_named",
    "sources_of",
    "tail",
    "words",
]
