"""Language and theme, also before log-in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.services import preferences_set
from core.errors import BusinessError

AUTO = "auto"
A_YEAR = 365 * 24 * 3600


@login_not_required
@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep the choice with the person, or in a cookie while nobody is logged in."""
    language = request.POST.get("language")
    theme = request.POST.get("theme")
    response = _back(request)
    if isinstance(request.user, User):
        chosen = "" if theme == AUTO else theme
        try:
            preferences_set(actor=request.user, language=language, theme=chosen)
        except BusinessError as refusal:
            return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    if language in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, str(language))
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the choice was made on; without one there is nothing to show."""
    wanted = request.POST.get("next", "")
    if not wanted:
        return HttpResponse(status=204)
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(wanted if is_ours else "/")
