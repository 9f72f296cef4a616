"""Finding work, not messages: what lost its worker or its message, and files past their time."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core.models import Job

from .liveness import is_dead
from .registry import find
from .starting import send

logger = logging.getLogger("jobs")

_ATTEMPTS = 3
_SENT_AGAIN_AFTER = timedelta(minutes=5)


def sweep(at: datetime) -> int:
    """Put right every job without a living worker; how many there were."""
    found = 0
    for job in Job.objects.filter(state=Job.State.RUNNING):
        if is_dead(job.worker, job.heartbeat_at, at):
            found += _bury(job, at)
    lost = Job.objects.filter(state=Job.State.QUEUED, sent_at__lt=at - _SENT_AGAIN_AFTER)
    for pk in lost.values_list("pk", flat=True):
        # A message that was only slow finds the job claimed, and does nothing.
        if lost.filter(pk=pk).update(sent_at=at):
            send(pk)
            found += 1
    _drop_files(at)
    return found


def _bury(job: Job, at: datetime) -> int:
    """Queue the job again where that is safe, else say what became of it."""
    # A worker that only seemed dead has signed meanwhile, and keeps its job.
    mine = Job.objects.filter(
        pk=job.pk,
        state=Job.State.RUNNING,
        attempts=job.attempts,
        heartbeat_at=job.heartbeat_at,
    )
    if job.is_cancel_wanted:
        return mine.update(state=Job.State.CANCELLED, finished_at=at)
    if _may_run_again(job):
        again = mine.update(state=Job.State.QUEUED, sent_at=at, worker="", progress=0)
        if again:
            logger.warning("jobs.requeued %s %s", job.pk, job.kind)
            send(job.pk)
        return again
    with translation.override(getattr(job.actor, "language", "") or settings.LANGUAGE_CODE):
        sentence = _("The worker died while it was working. Please try again.")
    return mine.update(state=Job.State.FAILED, error=sentence, finished_at=at)


def _may_run_again(job: Job) -> bool:
    try:
        return find(job.kind).is_rederivable and job.attempts < _ATTEMPTS
    except KeyError:
        return False


def _drop_files(at: datetime) -> None:
    for job in Job.objects.filter(file_expires_at__lt=at).exclude(file=""):
        job.file.delete(save=False)
        Job.objects.filter(pk=job.pk).update(file="", file_expires_at=None)
