"""Answers and refusals, alike everywhere."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from core.errors import BusinessError, Busy, NotAllowed, StaleSave, Taken

from .access import MINUTE, TooMany

# What is wrong with a value, by the kind or the first word of the kind.
WORDS = {
    "missing": gettext_lazy("This field is required."),
    "decimal": gettext_lazy("Enter a number."),
    "int": gettext_lazy("Enter a whole number."),
    "date": gettext_lazy("Enter a valid date."),
    "datetime": gettext_lazy("Enter a valid date/time."),
    "string_too_long": gettext_lazy("This text is too long."),
    "extra_forbidden": gettext_lazy("This field is not known."),
}


def problem(status: int, code: str, detail: Any, field: str = "", **more: Any) -> HttpResponse:
    """A refusal as JSON."""
    told = {"code": code, "detail": str(detail), "field": field, "errors": [], **more}
    return JsonResponse(told, status=status)


def status_of(refusal: BusinessError) -> int:
    """The status of a refusal by a service."""
    if isinstance(refusal, NotAllowed):
        return 403
    return 409 if isinstance(refusal, StaleSave | Taken) else 422


def refuse_alike(api: NinjaAPI) -> None:
    """Every refusal of the product as the API says it."""

    @api.exception_handler(BusinessError)
    def _business(request: HttpRequest, refusal: BusinessError) -> HttpResponse:
        return problem(status_of(refusal), refusal.code, refusal, refusal.field)

    @api.exception_handler(Busy)
    def _busy(request: HttpRequest, refusal: Busy) -> HttpResponse:
        answer = problem(503, refusal.code, refusal)
        answer["Retry-After"] = "1"
        return answer

    @api.exception_handler(Http404)
    def _unknown(request: HttpRequest, _refusal: Http404) -> HttpResponse:
        return problem(404, "not_found", _("This record is gone, or is not yours to see."))

    @api.exception_handler(AuthenticationError)
    def _nobody(request: HttpRequest, _refusal: AuthenticationError) -> HttpResponse:
        answer = problem(401, "unauthorized", _("Send a valid token."))
        answer["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(TooMany)
    def _too_many(request: HttpRequest, _refusal: TooMany) -> HttpResponse:
        sentence = _("Too many requests. Wait a minute and repeat this step.")
        answer = problem(429, "too_many", sentence)
        answer["Retry-After"] = str(MINUTE)
        return answer

    @api.exception_handler(HttpError)
    def _http(request: HttpRequest, refusal: HttpError) -> HttpResponse:
        return problem(refusal.status_code, "bad_request", _("The request cannot be read."))

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
        errors = list(_errors(refusal.errors))
        first = errors[0] if errors else {"field": "", "detail": ""}
        return problem(422, "invalid", first["detail"], first["field"], errors=errors)


def _errors(found: Iterable[dict[str, Any]]) -> Iterable[dict[str, str]]:
    for error in found:
        field = ".".join(str(part) for part in error["loc"] if part not in {"body", "query"})
        yield {"field": field, "detail": sentence_of(error["type"])}


def sentence_of(kind: str) -> str:
    """The sentence for a kind of error of the typed layer."""
    for known in (kind, kind.partition("_")[0]):
        if known in WORDS:
            return str(WORDS[known])
    return _("This value cannot be read.")
