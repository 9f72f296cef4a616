"""Asking for a job, and taking that back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.models import Job

from .registry import find

# Set by core.tasks: hands the job to a worker.
hand_over: list[Callable[[int], None]] = []


def start(kind: str, *, actor: Any, key: str = "", title: str = "", **params: Any) -> Job:
    """Queue a job of that kind; a worker gets it once the transaction has committed.

    While a job with the same ``key`` is queued or running, that one is the answer. Parameters are
    ids and plain values; they stand in a table that administrators read.
    """
    label = str(find(kind).label)
    if key and (known := _alive(key)):
        return known
    now = timezone.now()
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                key=key,
                title=(title or label)[:200],
                actor_id=getattr(actor, "pk", None),
                params=params,
                queued_at=now,
                sent_at=now,
            )
    except IntegrityError:
        if known := _alive(key):
            return known
        raise
    transaction.on_commit(partial(send, job.pk))
    return job


def cancel(job: Job) -> None:
    """Cancel a queued job at once, a running one at its next step; a finished one stays."""
    queued = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED)
    if not queued.update(state=Job.State.CANCELLED, finished_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(is_cancel_wanted=True)
    job.refresh_from_db()


def retry(job: Job, *, actor: Any) -> Job:
    """Ask again for what failed or was cancelled; refuses while it is under way or done."""
    if job.state not in (Job.State.FAILED, Job.State.CANCELLED):
        raise BusinessError(_("Only a job that failed or was cancelled can be tried again."))
    return start(job.kind, actor=actor, key=job.key, title=job.title, **job.params)


def send(pk: int) -> None:
    """Hand the job to a worker; a lost message is found by the sweep."""
    for give in hand_over:
        give(pk)


def _alive(key: str) -> Job | None:
    return Job.objects.filter(key=key, state__in=Job.ALIVE).first()
