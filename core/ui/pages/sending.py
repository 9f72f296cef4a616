"""After a form: once only, and where one is led."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect

from core import submissions
from core.ui.opening import may_open

from .urls import pages_of

AT_ONCE = 200  # rows ticked and sent together


def led_before(request: HttpRequest) -> tuple[Any, str]:
    """The claimed token of the form, and where its first click was led, '' for the first.

    A form without a token, as a command line sends it, is simply worked on.
    """
    token = request.POST.get("submission", "")
    if not token:
        return None, ""
    submission = submissions.once(token, request.user, request.path)
    return submission, (submission.answer or "/") if submission.is_repeat else ""


def remember(submission: Any, address: str) -> None:
    """Keep where the first click was led."""
    if submission is not None:
        submissions.answered(submission, address)


def redirect(request: Any, address: str) -> HttpResponse:
    """Lead the reader on, also out of a fragment."""
    if request.htmx:
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)


def record_address(record: Any) -> str:
    """The record's page, else the start page."""
    detail = next(iter(pages_of(type(record), "detail")), None)
    address = detail.address(record.pk) if detail else ""
    if not address and hasattr(record, "get_absolute_url"):
        address = record.get_absolute_url()
    return address or "/"


def record_link(user: Any, record: Any) -> str:
    """The record's page for who may open it; '' where there is none, or it would refuse them."""
    address = record_address(record) if record is not None else "/"
    return address if address != "/" and may_open(user, address) else ""
