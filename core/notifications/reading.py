"""Under the bell: what is not read yet."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest
from django.urls import reverse

from core.models import Notification

KEPT_SECONDS = 60


def unread_of(user: Any) -> int:
    """How many messages the person has not read, kept for a minute."""
    key = _key(user.pk)
    found: int | None = caches["local"].get(key)
    if found is None:
        found = Notification.objects.on_page(user).filter(read_at=None).count()
        caches["local"].set(key, found, KEPT_SECONDS)
    return found


def mark_read(user: Any, at: datetime, pks: Iterable[int] | None = None) -> int:
    """The person has read these messages of theirs, or all; how many were new to them."""
    rows = Notification.objects.on_page(user).filter(read_at=None)
    if pks is not None:
        rows = rows.filter(pk__in=list(pks))
    read = rows.update(read_at=at)
    forget_counts([user.pk])
    return read


def forget_counts(people: Iterable[int]) -> None:
    """Count again for these people, in this process; the others do within a minute."""
    caches["local"].delete_many([_key(pk) for pk in people])


def context(request: HttpRequest) -> dict[str, Any]:
    """``unread`` and ``unread_url`` for the frame."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or getattr(request, "htmx", False):
        return {}
    return {"unread": unread_of(user), "unread_url": reverse("core:notification_list")}


def _key(pk: int) -> str:
    return f"unread-{pk}"
