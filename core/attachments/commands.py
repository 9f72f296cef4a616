"""Adding, replacing, removing a paper."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from core import audit, events
from core.enums import Event
from core.errors import BusinessError, NotAllowed
from core.models import Attachment, Blob
from core.sandbox.refused import Refused

from .declaring import Declaration, PaperKind, declaration
from .naming import clean_name, name_for
from .refusals import refusal
from .storing import keep, on_disk, recognised


@transaction.atomic
def attachment_add(
    *,
    actor: Any,
    subject: models.Model,
    kind: str,
    upload: Any,
    at: datetime,
    name: str = "",
) -> Attachment:
    """Hang a file on the record.

    Refuses who may not, a record that is closed, a kind it does not know or the person may not
    see, a file that is too large, empty, of a type we do not keep or not what its name says, one
    that is there already, and more papers than a record holds.
    """
    declared = _declared_for(actor, subject)
    _known_kind(actor, declared, subject, kind)
    blob, given = _kept(upload, name, at)
    _check_room(declared, subject, blob, given)
    paper = _written(subject, kind=kind, name=given, blob=blob, added_by=actor, added_at=at)
    _tell(
        subject,
        paper,
        Event.PAPER_ADDED,
        actor=actor,
        changes={"paper": (None, given)},
        at=at,
    )
    return paper


@transaction.atomic
def attachment_replace(
    *, actor: Any, attachment: Attachment, upload: Any, at: datetime, name: str = ""
) -> Attachment:
    """Hang a newer version in its place; the older one stays in its chain.

    Refuses as ``attachment_add``, a paper that was replaced or removed meanwhile, and where papers
    stay.
    """
    subject = attachment.subject
    declared = _changeable_for(actor, subject)
    _known_kind(actor, declared, subject, attachment.kind)
    blob, given = _kept(upload, name, at)
    older = _held(attachment)
    if older.blob_id == blob.pk:
        raise refusal(Refused("same", other=older.name), given)
    older.is_current = False
    older.save(update_fields=["is_current"])
    paper = _written(
        subject,
        kind=older.kind,
        name=given,
        blob=blob,
        added_by=actor,
        added_at=at,
        replaces=older,
        version=older.version + 1,
    )
    _tell(
        subject,
        paper,
        Event.PAPER_REPLACED,
        actor=actor,
        changes={"paper": (older.name, given)},
        at=at,
    )
    return paper


@transaction.atomic
def attachment_remove(
    *, actor: Any, attachment: Attachment, reason: str, at: datetime
) -> Attachment:
    """Take a paper off the record: it is shown no more, and kept with who, when and why.

    Refuses where papers stay.
    """
    subject = attachment.subject
    declared = _changeable_for(actor, subject)
    _known_kind(actor, declared, subject, attachment.kind)
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason", code="reason")
    paper = _held(attachment)
    paper.is_current = False
    paper.removed_by, paper.removed_at = actor, at
    paper.removal_reason = reason.strip()[:200]
    paper.save(update_fields=["is_current", "removed_by", "removed_at", "removal_reason"])
    _tell(
        subject,
        paper,
        Event.PAPER_REMOVED,
        actor=actor,
        changes={"paper": (paper.name, None)},
        at=at,
        reason=reason,
    )
    return paper


def attachment_downloaded(*, actor: Any, attachment: Attachment, at: datetime) -> None:
    """Write down that somebody took a paper on which there are secrets."""
    subject = attachment.subject
    declared = declaration(type(subject))
    known = declared.kind(attachment.kind) if declared else None
    if known is None or known.secret:
        facts = {"paper": (None, attachment.name)}
        audit.record(
            actor=actor, verb=Event.PAPER_DOWNLOADED, subject=subject, at=at, changes=facts
        )


def _declared_for(actor: Any, subject: Any) -> Declaration:
    declared = declaration(type(subject)) if subject is not None else None
    if declared is None:
        raise BusinessError(_("This record carries no papers."), code="no_papers")
    if not declared.may_add(actor, subject):
        raise NotAllowed("")
    if declared.closed is not None:  # as it stands now, and until this is written
        held: Any = type(subject)._default_manager.select_for_update()
        if sentence := declared.why_closed(held.get(pk=subject.pk)):
            raise BusinessError(sentence, field="files", code="closed")
    return declared


def _changeable_for(actor: Any, subject: Any) -> Declaration:
    declared = _declared_for(actor, subject)
    if not declared.may_change(actor, subject):
        raise NotAllowed("")
    return declared


def _known_kind(actor: Any, declared: Declaration, subject: Any, key: str) -> PaperKind:
    kind = next((k for k in declared.kinds_to_add(actor, subject) if k.key == key), None)
    if kind is None:
        raise BusinessError(_("Choose what kind of paper it is."), field="kind", code="kind")
    return kind


def _kept(upload: Any, name: str, at: datetime) -> tuple[Blob, str]:
    given = name or getattr(upload, "name", "") or ""
    try:
        with on_disk(upload) as (path, digest, size):
            found = recognised(path, digest)
            given = name_for(given, found["kind"])
            return keep(path, digest, size, found, at), given
    except Refused as refused:
        raise refusal(refused, clean_name(given)) from refused


def _check_room(declared: Declaration, subject: Any, blob: Blob, name: str) -> None:
    there = Attachment.objects.about(subject).current()
    if (same := there.filter(blob=blob).first()) is not None:
        raise refusal(Refused("same", other=same.name), name)
    if there.count() >= declared.most:
        raise refusal(Refused("too_many", most=declared.most), name)


def _held(attachment: Attachment) -> Attachment:
    """The paper, held against others until the transaction ends."""
    paper = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if not paper.is_current:
        raise BusinessError(_("This paper was replaced or removed meanwhile."), code="not_current")
    return paper


def _written(subject: Any, **facts: Any) -> Attachment:
    place = ContentType.objects.get_for_model(subject, for_concrete_model=True)
    paper = Attachment(subject_type=place, subject_id=subject.pk, **facts)
    paper.save(force_insert=True)
    return paper


def _tell(subject: Any, paper: Attachment, event: Event, **entry: Any) -> None:
    audit.record(verb=event, subject=subject, **entry)
    events.announce(event, subject, paper=paper.pk)
