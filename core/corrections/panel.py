"""The errors of a record at the side of its page, and the offer to enter one."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.models import Correction
from core.ui import panels
from core.ui.pages.urls import pages_of

_offers: dict[str, Callable[[Any], Any]] = {}


class CorrectionPanel(panels.Panel):
    """What was registered of the record; after a correction, whether it was an error."""

    title = _("Error register")
    template = "core/_corrections.html"
    permission = "core.view_correction"
    order = 8

    def context(self, subject: Any, user: Any) -> dict[str, Any] | None:
        rows = list(Correction.objects.about(subject).visible_to(user)[:5])
        asks = _offers[subject._meta.label_lower]
        offer = asks(subject) if user.has_perm("core.register_correction") else None
        url = ""
        if offer is not None:
            pages = [each for each in pages_of(type(subject), "action") if each.page == "error"]
            url = pages[0].address(subject.pk) if pages else ""
        return {"rows": rows, "offer": offer, "url": url} if rows or url else None


def show_on(label: str, asks: Callable[[Any], Any]) -> None:
    """Show it on the pages of that kind of record; ``asks`` answers what is offered."""
    _offers[label.lower()] = asks
    panels.register(label, CorrectionPanel)
