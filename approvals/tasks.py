"""The doors of approvals for the worker."""

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals import services
from core.scheduling import scheduled


@scheduled(crontab(minute="*/10"), _("Remind of approvals, call in superiors"), housekeeping=True)
@shared_task(name="approvals.watch_limits")
def watch_limits() -> int:
    """Remind before the limit of a signature, ask the superior after it; each once."""
    now = timezone.now()
    return services.requests_remind(at=now) + services.requests_escalate(at=now)
