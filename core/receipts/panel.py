"""Who has read it, on the record's own page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.models import Sending
from core.ui import panels

from .awareness import awareness_rate
from .tracked import track


class ReadersPanel(panels.Panel):
    """Read 7 of 12, by whom and when; for a reader, whether they have."""

    title = _("Sent and read")
    template = "core/_readers.html"
    order = 80

    def context(self, subject: Any, user: Any) -> dict[str, Any] | None:
        sendings = list(Sending.objects.of(subject).prefetch_related("readers__person"))
        if not sendings:
            return None
        made = []
        for sending in sendings:
            readers = list(sending.readers.all())
            mine = next((each for each in readers if each.person_id == user.pk), None)
            may_chase = user.has_perm("core.chase_sending", sending)
            made.append(
                {
                    "sending": sending,
                    "rate": awareness_rate([sending]),
                    "readers": readers if may_chase else [],
                    "mine": mine,
                    "asks_me": mine and sending.asks_for_word and not mine.read_at,
                    "may_chase": may_chase and sending.read_count < sending.people_count,
                }
            )
        return {"sendings": made}


def sendable(label: str, *, is_in_inbox: bool = False) -> None:
    """Records of ``app.Model`` are sent to people: their page shows and notes who has read.

    What was not read waits in the reader's inbox, unless it waits there under a heading of its
    own already (``is_in_inbox``).
    """
    track(label, is_in_inbox=is_in_inbox)
    panels.register(label, ReadersPanel)
