"""What of approvals stands in the navigation, in the inbox and on the pages of records."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from approvals import kinds, services
from approvals.enums import RequestStatus
from approvals.models import Request, RequestReader
from approvals.panels import RequestPanel
from approvals.selectors import tasks_of
from core.clock import business_today
from core.ui import inbox, menu, panels

SHOWN = 50


def rows_to_sign(user: User) -> list[inbox.Waiting]:
    """Each signature that waits for the person or for whom they stand in."""
    tasks = tasks_of(user, business_today()).annotate(
        maker_name=_name_of("request__maker"),
        in_place_of=Case(When(person=user, then=Value("")), default=_name_of("person")),
    )
    texts = ["request__title", "request__subject_text", "request__step_name"]
    who = ["maker_name", "in_place_of"]
    return [inbox.Each(tasks, _to_sign, ["request_id", *texts, *who], at="due_at", most=SHOWN)]


def rows_returned(user: User) -> list[inbox.Waiting]:
    """What came back to the person to be mended."""
    rows = Request.objects.filter(maker=user, status=RequestStatus.RETURNED).order_by("id")
    return [inbox.Each(rows, _returned, ["title", "subject_text"], most=SHOWN)]


def rows_to_read(user: User) -> list[inbox.Waiting]:
    """What was copied to the person and not opened yet."""
    rows = RequestReader.objects.filter(person=user, read_at=None).order_by("-pk")
    texts = ["request_id", "request__title", "request__subject_text"]
    who = ["request__maker__full_name", "request__maker__username"]
    return [inbox.Each(rows, _to_read, [*texts, *who], most=SHOWN)]


def count_unread(user: User) -> int:
    """What was copied to the person and not opened yet."""
    return RequestReader.objects.filter(person=user, read_at=None).count()


def approve_together(user: Any, pks: list[int], at: datetime) -> tuple[int, list[str]]:
    """Sign the ticked requests, each by itself."""
    return services.requests_approve(actor=user, pks=pks, at=at)


def _name_of(person: str) -> Coalesce:
    """A person's name, or how they log in."""
    return Coalesce(NullIf(f"{person}__full_name", Value("")), f"{person}__username")


def _to_sign(found: inbox.Found) -> inbox.Row:
    request, title, subject, step, maker, in_place_of = found.texts
    note = f"{subject} · {step}"
    if in_place_of:
        note += " · " + _said("for %(who)s") % {"who": in_place_of}
    return inbox.Row(
        title,
        reverse("approvals:approval_detail", args=[request]),
        due_at=found.at,
        note=note,
        who=maker,
        pk=int(request),
    )


def _to_read(found: inbox.Found) -> inbox.Row:
    request, title, subject, maker, login = found.texts
    url = reverse("approvals:approval_detail", args=[request])
    return inbox.Row(title, url, note=subject, who=maker or login)


def _returned(found: inbox.Found) -> inbox.Row:
    title, subject = found.texts
    return inbox.Row(title, reverse("approvals:approval_detail", args=[found.pk]), note=subject)


menu.item("inbox", _("Approvals"), "approvals:approval_list", "approvals.view_request", order=55)
inbox.provider(
    "approvals.sign", _("Approval"), rows_to_sign, batch=inbox.Batch(_("Approve"), approve_together)
)
inbox.provider("approvals.returned", _("Returned to me"), rows_returned)
inbox.provider("approvals.read", _("Copied to me"), rows_to_read)
inbox.tab(_("Sent by me"), "approvals:sent_list", order=10)
inbox.tab(_("Copied to me"), "approvals:copied_list", count=count_unread, order=20)
inbox.tab(_("Done by me"), "approvals:signed_list", order=30)
kinds.on_declared(lambda kind: panels.register(kind.label, RequestPanel))
