"""Files that nobody confirmed do not lie about for ever."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from core.models import ImportBatch

from .batches import batch_discard

KEPT_DAYS = 14
OPEN = (ImportBatch.Status.UPLOADED, ImportBatch.Status.CHECKED)


def batches_purge(*, at: datetime) -> int:
    """Discard what was uploaded more than two weeks ago and never confirmed: file and rows."""
    left = ImportBatch.objects.filter(
        status__in=OPEN, created_at__lt=at - timedelta(days=KEPT_DAYS)
    )
    count = 0
    for batch in left.order_by("pk").iterator():
        batch_discard(
            actor=None,
            batch=batch,
            at=at,
            reason=_("Not confirmed within %(days)s days") % {"days": KEPT_DAYS},
        )
        count += 1
    return count
