"""Messages nobody waits for any more leave after their time."""

from datetime import datetime, timedelta

from django.db.models import Q

from core.models import Channel, MessageKeeping, Notification

State = Notification.State
_AT_ONCE = 1000


def purge(at: datetime) -> int:
    """Delete what was read, and letters and group messages that were sent, longer ago than is set.

    What is unread, failed, uncertain or still to be sent stays, however old.
    """
    days = (MessageKeeping.objects.first() or MessageKeeping()).read_days
    if not days:
        return 0
    before = at - timedelta(days=days)
    read = Q(channel=Channel.PAGE, read_at__lt=before)
    sent = Q(state=State.SENT, sent_at__lt=before) & ~Q(channel=Channel.PAGE)
    old = Notification.objects.filter(read | sent).order_by("pk").values_list("pk", flat=True)
    gone = 0
    while keys := list(old[:_AT_ONCE]):
        gone += Notification.objects.filter(pk__in=keys).delete()[0]
    return gone
