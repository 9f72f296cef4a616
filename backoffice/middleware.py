"""What every answer carries, and the language it is in."""

from collections.abc import Callable
from itertools import chain

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core.api.answers import problem
from core.errors import Taken
from core.wholes import refusal_of

Answer = Callable[[HttpRequest], HttpResponseBase]
LANGUAGES = dict(settings.LANGUAGES)
API = "/api/"
# What is answered before, or instead of, the API's own views.
UNMADE = {
    400: ("bad_request", _("The request cannot be read.")),
    403: ("forbidden", _("You may not do this. Nothing was changed.")),
    404: ("not_found", _("There is nothing at this address.")),
    405: ("method", _("This address does not take this method.")),
    413: ("too_large", _("The request is too large.")),
    500: ("fault", _("Something went wrong on our side. It has been logged.")),
}


def headers(get_response: Answer) -> Answer:
    """Two headers Django does not know, and no copies of what a person saw logged in."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return answer


def chosen_language(request: HttpRequest) -> str:
    """The person's own choice, else the one made on this machine, else the office's.

    What the browser prefers does not count: an English browser in a Chinese office is common.
    """
    user = getattr(request, "user", None)
    own = getattr(user, "language", "") if user is not None and user.is_authenticated else ""
    for language in (own, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if language in LANGUAGES:
            return str(language)
    return settings.LANGUAGE_CODE


def language(get_response: Answer) -> Answer:
    """Answer in the language of the person who asks."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        before, code = translation.get_language(), chosen_language(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        try:
            response = get_response(request)
        finally:
            translation.activate(before or settings.LANGUAGE_CODE)
        response.headers.setdefault("Content-Language", code)
        return response

    return answer


def size(get_response: Answer) -> Answer:
    """Refuse a request that says it is larger than we take, before any of it is read."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) > settings.REQUEST_MAX_BYTES:
            most = settings.REQUEST_MAX_BYTES // 10**6
            return render(request, "413.html", {"most": most}, status=413)
        return get_response(request)

    return answer


def signs(get_response: Answer) -> Answer:
    """Refuse the one character that no database keeps, wherever it was typed."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        typed = chain(request.GET.lists(), request.POST.lists())
        if not any("\x00" in text for key, texts in typed for text in (key, *texts)):
            return get_response(request)
        sentence = _("A text holds a character that cannot be read.")
        if request.path.startswith(API):
            return problem(422, "nul", sentence)
        return render(request, "422.html", {"sentence": sentence}, status=422)

    return answer


def programs(get_response: Answer) -> Answer:
    """Whatever is refused under the API is refused as the API says it, not by a page for people."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not request.path.startswith(API) or response.status_code < 400:
            return response
        if response.headers.get("Content-Type", "").startswith("application/json"):
            return response
        code, sentence = UNMADE.get(response.status_code, UNMADE[500])
        told = problem(response.status_code, code, sentence)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                told.headers[name] = response.headers[name]
        return told

    return answer


def clashes(get_response: Answer) -> Answer:
    """Two people at the same record are no fault of the product: a sentence, not a 500."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def told(request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        refusal = refusal_of(error)
        if refusal is None:
            return None
        status = 409 if isinstance(refusal, Taken) else 503
        if request.path.startswith(API):
            return problem(status, refusal.code, refusal)
        return render(request, "503.html", {"sentence": refusal}, status=status)

    answer.process_exception = told  # type: ignore[attr-defined]
    return answer
