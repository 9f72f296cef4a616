"""Pages of the frame that belong to no app."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def server_error(request: HttpRequest) -> HttpResponse:
    """A 500 with the number under which the log tells more."""
    number = structlog.contextvars.get_contextvars().get("request_id", "")
    page = render_to_string("500.html", {"request_id": number})
    response = HttpResponse(page, status=500)
    response["X-Request-ID"] = number
    return response
