"""The kernel's doors for the worker."""

import logging
from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import attachments, audit, duties, events, jobs, notifications, scheduling, submissions
from core.attachments import sweeping
from core.enums import Event
from core.errors import BusinessError
from core.imports.purging import batches_purge
from core.jobs import starting
from core.models import Attachment
from core.notifications import sending
from core.scheduling import asking, scheduled

logger = logging.getLogger("audit")


@shared_task(
    name="core.deliver_event",
    autoretry_for=(Exception,),
    retry_backoff=30,
    retry_backoff_max=3600,
    max_retries=6,
)
def deliver_event(  # noqa: PLR0917
    key: str, name: str, subject_type: str, subject_id: int, payload: dict[str, Any], uid: str = ""
) -> None:
    """Tell one subscriber of an event, again until it succeeds."""
    events.deliver(key, events.Event(name, subject_type, subject_id, payload, uid))


def _hand_over_event(key: str, event: events.Event) -> None:
    deliver_event.delay(
        key, event.name, event.subject_type, event.subject_id, event.payload, event.uid
    )


@shared_task(name="core.run_job")
def run_job(pk: int) -> None:
    """Do one job."""
    jobs.run(pk)


def _hand_over_job(pk: int) -> None:
    try:
        run_job.delay(pk)
    except OSError:
        # The broker is away; the sweep sends the job again.
        logging.getLogger("jobs").exception("jobs.not_sent %s", pk)


@scheduled(crontab(), gettext_lazy("Send messages"), housekeeping=True)
@shared_task(name="core.send_notifications")
def send_notifications() -> int:
    """Send the letters and robots' messages that are due."""
    return notifications.sweep(timezone.now())


def _hand_over_queue() -> None:
    try:
        send_notifications.delay()
    except OSError:
        # The broker is away; the clock asks again within a minute.
        logging.getLogger("notifications").exception("notifications.not_sent")


events.hand_over[:] = [_hand_over_event]
sending.hand_over[:] = [_hand_over_queue]
starting.hand_over[:] = [_hand_over_job]


@shared_task(name="core.run_scheduled")
def run_scheduled(name: str, due_at: str = "", asked_by: int | None = None) -> None:
    """Run a scheduled task for its due moment, once; again for a person who asks."""
    moment = datetime.fromisoformat(due_at) if due_at else None
    scheduling.run_due(name, timezone.now(), moment, asked_by=asked_by)


def _hand_over_schedule(name: str, due_at: str, asked_by: int) -> None:
    run_scheduled.delay(name, due_at, asked_by)


asking.hand_over[:] = [_hand_over_schedule]


@scheduled(crontab(minute="*/5"), gettext_lazy("Catch up what was missed"), housekeeping=True)
@shared_task(name="core.catch_up")
def catch_up() -> int:
    """Send what is owed to a worker."""
    owed = scheduling.catch_up(timezone.now())
    for name, moment in owed:
        run_scheduled.delay(name, moment.isoformat())
    return len(owed)


@scheduled(crontab(), gettext_lazy("Find jobs without a worker"), housekeeping=True)
@shared_task(name="core.sweep_jobs")
def sweep_jobs() -> int:
    """Put right jobs that lost their worker or their message."""
    return jobs.sweep(timezone.now())


@scheduled(crontab(minute="*/5"), gettext_lazy("Seal the audit trail"), housekeeping=True)
@shared_task(name="core.seal_audit")
def seal_audit() -> int:
    """Seal the entries written since the last run."""
    return sum(seal.count for seal in audit.seal(timezone.now()))


@scheduled(crontab(hour=2, minute=40), gettext_lazy("Verify the audit trail"))
@shared_task(name="core.verify_audit")
def verify_audit() -> int:
    """Verify the trail; a breach fails the run and stands in the log."""
    breaches = audit.verify()
    for breach in breaches:
        logger.critical("audit.breach %s", breach.sentence)
    if breaches:
        raise BusinessError(
            _("The audit trail does not hold: %(count)s breaches.") % {"count": len(breaches)}
        )
    return 0


@scheduled(
    crontab(hour=3, minute=20), gettext_lazy("Discard imports nobody confirmed"), housekeeping=True
)
@shared_task(name="core.purge_imports")
def purge_imports() -> int:
    """Remove files and staged rows of imports that were left open for two weeks."""
    return batches_purge(at=timezone.now())


@scheduled(
    crontab(hour=3, minute=10), gettext_lazy("Forget tokens of sent forms"), housekeeping=True
)
@shared_task(name="core.forget_submissions")
def forget_submissions() -> int:
    """Drop the tokens of forms sent more than a week ago."""
    return submissions.forget(timezone.now() - timedelta(days=7))


@events.subscriber(Event.PAPER_ADDED)
@events.subscriber(Event.PAPER_REPLACED)
def _have_it_read(event: events.Event) -> None:
    paper = Attachment.objects.filter(pk=event.payload["paper"]).first()
    if paper is not None:
        read_paper.delay(paper.blob_id)


@shared_task(name="core.read_paper")
def read_paper(pk: int) -> None:
    """Read what is written in one stored file."""
    attachments.read(pk)


@scheduled(crontab(minute="*/10"), gettext_lazy("Read papers for the search"), housekeeping=True)
@shared_task(name="core.read_papers")
def read_papers() -> int:
    """Read what still waits."""
    return attachments.read_waiting()


@scheduled(crontab(hour=3, minute=30), gettext_lazy("Compare papers with the store"))
@shared_task(name="core.check_papers")
def check_papers() -> int:
    """Sweep what a roll-back left behind; a paper that is missing or changed fails the run."""
    swept = sweeping.sweep(timezone.now())
    faults = [fault for fault in sweeping.check() if fault.code != "orphan"]
    for fault in faults:
        logger.critical("attachments.%s %s", fault.code, fault.name)
    if faults:
        raise BusinessError(
            _("%(count)s papers are missing from the store or changed.") % {"count": len(faults)}
        )
    return swept


@scheduled(crontab(minute="*/10"), gettext_lazy("Who owes what"), housekeeping=True)
@shared_task(name="core.refresh_duties")
def refresh_duties() -> int:
    """Write down what is due from whom, and what is done."""
    return duties.refresh(timezone.now())


@scheduled(crontab(hour=3, minute=40), gettext_lazy("Clear away old messages"))
@shared_task(name="core.purge_messages")
def purge_messages() -> int:
    """Delete messages that were read or sent longer ago than the administrator keeps them."""
    return notifications.purge(timezone.now())
