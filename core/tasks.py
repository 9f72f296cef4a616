"""The kernel's doors for the worker."""

from datetime import timedelta
from typing import Any

from celery import shared_task
from django.utils import timezone

from core import audit, events, submissions


@shared_task(
    name="core.deliver_event",
    autoretry_for=(Exception,),
    retry_backoff=30,
    retry_backoff_max=3600,
    max_retries=6,
)
def deliver_event(
    key: str, name: str, subject_type: str, subject_id: int, payload: dict[str, Any]
) -> None:
    """Tell one subscriber of an event, again until it succeeds."""
    events.deliver(key, events.Event(name, subject_type, subject_id, payload))


def _hand_over(key: str, event: events.Event) -> None:
    deliver_event.delay(key, event.name, event.subject_type, event.subject_id, event.payload)


events.hand_over[:] = [_hand_over]


@shared_task(name="core.seal_audit")
def seal_audit() -> int:
    """Seal the entries written since the last run."""
    return sum(seal.count for seal in audit.seal(timezone.now()))


@shared_task(name="core.forget_submissions")
def forget_submissions() -> int:
    """Drop the tokens of forms sent more than a week ago."""
    return submissions.forget(timezone.now() - timedelta(days=7))
