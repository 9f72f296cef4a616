"""The tab of a record's papers."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from core import attachments
from core.models import Attachment
from core.sandbox.kinds import KINDS

# What a page of ours may hold beside the words.
MARKS = {"pdf": "doc", "text": "doc"}


def count_of(record: Any, user: Any) -> int | None:
    """How many papers the person sees there; None where records carry none."""
    declared = attachments.declaration(type(record))
    if declared is None or not user.has_perm(declared.view_permission, record):
        return None
    kinds = [kind.key for kind in declared.kinds_for(user, record)]
    return Attachment.objects.about(record).current().filter(kind__in=kinds).count()


def papers_context(record: Any, user: Any) -> dict[str, Any]:
    """What ``generic/_papers.html`` shows."""
    declared = attachments.declaration(type(record))
    if declared is None:
        return {}
    kinds = declared.kinds_to_add(user, record)
    allowed = bool(kinds) and declared.may_add(user, record)
    closed = declared.why_closed(record) if allowed else ""
    may_add = allowed and not closed
    label = type(record)._meta.label_lower
    return {
        "url": reverse("core:paper_add", args=[label, record.pk]),
        "may_add": may_add,
        "closed": closed,
        "may_change": may_add and declared.may_change(user, record),
        "kinds": kinds,
        "accepted": ",".join(suffix for kind in KINDS.values() for suffix in kind.suffixes),
        "rows": [_row(paper, declared) for paper in attachments.papers_of(user, record)],
        "removed": [_row(paper, declared) for paper in attachments.removed_of(user, record)],
    }


def _row(paper: Attachment, declared: attachments.Declaration) -> dict[str, Any]:
    known = declared.kind(paper.kind)
    return {
        "paper": paper,
        "kind": known.label if known else paper.kind,
        "size": filesizeformat(paper.blob.size),
        "type": "TXT" if paper.blob.kind == "text" else paper.blob.kind.upper(),
    }
