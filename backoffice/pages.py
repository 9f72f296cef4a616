"""Pages of the frame that belong to no app."""

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.services import user_choose_language


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on this machine and, for who is logged in, with the person."""
    if request.user.is_authenticated:
        user_choose_language(actor=request.user, language=request.POST.get("language", ""))
    response: HttpResponse = set_language(request)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """A 500 with the number under which the log tells more."""
    number = structlog.contextvars.get_contextvars().get("request_id", "")
    page = render_to_string("500.html", {"request_id": number})
    response = HttpResponse(page, status=500)
    response["X-Request-ID"] = number
    return response
