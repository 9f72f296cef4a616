"""The doors of orders for the worker."""

from celery import shared_task
from celery.schedules import crontab
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.scheduling import scheduled
from orders import services


@scheduled(crontab(minute="*/3"), _("Bring the figures up to date"), housekeeping=True)
@shared_task(name="orders.facts_refresh")
def facts_refresh() -> int:
    """Sum the days again that were touched since the last run."""
    return len(services.facts_refresh())


@scheduled(crontab(hour=2, minute=20), _("Compare the figures with their movements"))
@shared_task(name="orders.facts_compare")
def facts_compare() -> int:
    """Compare every day and month with its movements; the rows are those that had to be mended."""
    return len(services.facts_compare(at=timezone.now()))
