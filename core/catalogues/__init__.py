"""Translation catalogues: found, kept and compiled without GNU gettext."""

from .compiling import compile_catalogues
from .extraction import Message, messages_in
from .files import Catalogue, catalogue_of, catalogues, read_sources

__all__ = [
    "Catalogue",
    "Message",
    "catalogue_of",
    "catalogues",
    "compile_catalogues",
    "messages_in",
    "read_sources",
]
