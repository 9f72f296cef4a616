"""Talking about a request, and letting others read it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from approvals.enums import Event, Verdict
from approvals.models import Request, RequestReader
from core import events
from core.attachments import attachment_add, declaration
from core.errors import BusinessError, NotAllowed
from core.models import Attachment

from .ending import lock
from .trail import write


@transaction.atomic
def request_comment(
    *, actor: User, approval: Request, comment: str, at: datetime, papers: Sequence[Any] = ()
) -> Request:
    """Say something that everybody concerned reads, with files if any; decides nothing.

    A file that is refused keeps the comment out too.
    """
    if not comment.strip():
        raise BusinessError(_("Say something."), field="comment")
    _demand_sight(actor, approval)
    request = lock(approval)
    line = write(request, Verdict.COMMENTED, actor=actor, at=at, comment=comment)
    line.papers.set([_hang(actor, request, upload, at) for upload in papers])
    events.announce(Event.REQUEST_COMMENTED, request, by=actor.pk)
    return request


@transaction.atomic
def request_add_reader(
    *, actor: User, approval: Request, people: Sequence[User], at: datetime, comment: str = ""
) -> Request:
    """Copy the request to people, who read and comment; who has it already is left out."""
    _demand_sight(actor, approval)
    request = lock(approval)
    known = set(request.readers.values_list("person_id", flat=True))
    fresh = [person for person in people if person.is_active and person.pk not in known]
    if not fresh:
        raise BusinessError(_("They have it already."), field="people", code="nothing")
    RequestReader.objects.bulk_create(
        RequestReader(request=request, person=person, added_by=actor, added_at=at)
        for person in fresh
    )
    names = "、".join(str(person) for person in fresh)
    write(request, Verdict.READER_ADDED, actor=actor, at=at, comment=comment, note=names)
    events.announce(
        Event.REQUEST_COPIED, request, by=actor.pk, people=[person.pk for person in fresh]
    )
    return request


def request_mark_read(*, actor: User, approval: Request, at: datetime) -> bool:
    """Note when a reader first opened the request; whether this was that time."""
    unread = RequestReader.objects.filter(request=approval, person=actor, read_at=None)
    return bool(unread.update(read_at=at))


def _hang(actor: User, request: Request, upload: Any, at: datetime) -> Attachment:
    """The file on the request, of the first kind its giver may see."""
    declared = declaration(Request)
    kinds = declared.kinds_for(actor, request) if declared else []
    kind = kinds[0].key if kinds else ""
    try:
        return attachment_add(actor=actor, subject=request, kind=kind, upload=upload, at=at)
    except BusinessError as refusal:
        refusal.field = "papers"
        raise


def _demand_sight(actor: User, request: Request) -> None:
    if not Request.objects.visible_to(actor).filter(pk=request.pk).exists():
        raise NotAllowed(_("This request does not concern you."))
