"""Papers on any record: declared in a line, seen with the record, kept once. See
``docs/attachments.md``.
"""

from .access import papers_of, removed_of, seen_by, versions_of, visible_to
from .commands import (
    attachment_add,
    attachment_downloaded,
    attachment_remove,
    attachment_replace,
)
from .declaring import Declaration, PaperKind, declaration, declarations, declare
from .previews import preview
from .reading import READ, read, read_waiting
from .small import small_picture
from .storing import keep_bytes

__all__ = [
    "READ",
    "Declaration",
    "PaperKind",
    "attachment_add",
    "attachment_downloaded",
    "attachment_remove",
    "attachment_replace",
    "declaration",
    "declarations",
    "declare",
    "keep_bytes",
    "papers_of",
    "preview",
    "read",
    "read_waiting",
    "removed_of",
    "seen_by",
    "small_picture",
    "versions_of",
    "visible_to",
]
