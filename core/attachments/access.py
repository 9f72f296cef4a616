"""Which papers a person sees: those of records they see, of kinds they may see."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from core.models import Attachment
from core.secrecy import may_see

from .declaring import Declaration, declaration, declarations

REMOVED = "core.view_removed_paper"


def visible_to(user: Any) -> QuerySet[Attachment]:
    """Current papers of all records the person sees; for search and reports.

    A secret kind counts only where the person sees such secrets on every record they reach.
    """
    wanted = Q(pk__in=[])
    for declared in declarations():
        if not user.has_perm(declared.view_permission):
            continue
        rows: Any = declared.model._default_manager.all()
        wanted |= Q(
            subject_type=ContentType.objects.get_for_model(declared.model),
            subject_id__in=rows.visible_to(user).order_by().values("pk"),
            kind__in=[kind.key for kind in declared.kinds_for(user, None)],
        )
    return Attachment.objects.current().filter(wanted)


def seen_by(user: Any, attachment: Attachment) -> tuple[Declaration, Any] | None:
    """The declaration and record of a paper this person may see; None when they may not."""
    model = attachment.subject_type.model_class()
    declared = declaration(model) if model is not None else None
    if declared is None:
        return None
    record = declared.record(user, attachment.subject_id)
    if record is None:
        return None
    known = declared.kind(attachment.kind)
    if not may_see(user, known.secret if known else "amount", record):
        return None
    if attachment.removed_at is not None and not user.has_perm(REMOVED):
        return None
    return declared, record


def papers_of(user: Any, record: Any) -> list[Attachment]:
    """The current papers of a record that the person may see, latest first.

    That they may see the record is the caller's to know.
    """
    declared = declaration(type(record))
    if declared is None:
        return []
    kinds = [kind.key for kind in declared.kinds_for(user, record)]
    papers = Attachment.objects.about(record).current().filter(kind__in=kinds)
    return list(papers.select_related("blob", "added_by"))


def removed_of(user: Any, record: Any) -> list[Attachment]:
    """What was taken off the record, for who may still see it."""
    declared = declaration(type(record))
    if declared is None or not user.has_perm(REMOVED):
        return []
    kinds = [kind.key for kind in declared.kinds_for(user, record)]
    papers = Attachment.objects.about(record).filter(removed_at__isnull=False, kind__in=kinds)
    return list(papers.select_related("blob", "added_by", "removed_by"))


def versions_of(attachment: Attachment) -> list[Attachment]:
    """The paper and the older ones it replaced, latest first."""
    chain: list[Attachment] = [attachment]
    while (older := chain[-1].replaces) is not None and len(chain) < 100:
        chain.append(older)
    return chain
