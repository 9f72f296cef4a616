"""The approvals of a record at the side of its page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.enums import RequestStatus, Verdict
from approvals.models import Decision
from approvals.selectors import read_by, requests_about, tasks_of, with_words
from core.clock import business_today
from core.ui.panels import Panel

SHOWN = 3


class RequestPanel(Panel):
    """The last few requests about the record, who signed, and the way to decide."""

    title = _("Approvals")
    template = "approvals/_panel.html"
    permission = "approvals.view_request"
    order = 5

    def context(self, subject: Any, user: Any) -> dict[str, Any] | None:
        requests = list(requests_about(subject).visible_to(user)[:SHOWN])
        if not requests:
            return None
        on = business_today()
        lines: dict[Any, list[Decision]] = {request.pk: [] for request in requests}
        trail = Decision.objects.filter(request__in=requests).exclude(verdict=Verdict.SKIPPED)
        trail = trail.select_related("decided_by", "in_place_of").order_by("id")
        with_words(trail, user, read_by(user, requests, subject, on))
        for line in trail:
            lines[line.request_id].append(line)
        asked = set()
        if any(request.status == RequestStatus.WAITING for request in requests):
            asked = set(
                tasks_of(user, on).filter(request__in=requests).values_list("request", flat=True)
            )
        return {
            "requests": [
                {
                    "request": request,
                    "url": request.get_absolute_url(),
                    "asked": request.pk in asked,
                    "lines": lines[request.pk][-6:],
                }
                for request in requests
            ]
        }
