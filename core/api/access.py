"""Who calls, how often, and what their token covers."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from core.clock import business_date
from core.errors import NotAllowed
from core.models import ApiToken
from core.tokens import token_of

MINUTE = 60


class TooMany(Exception):
    """The token called more often than it may in a minute."""


class OutOfScope(NotAllowed):
    """The person may, the token may not."""

    code = "scope"


class PersonalToken(HttpBearer):
    """``Authorization: Bearer bo_…``: from then on the caller is the token's person."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        now = timezone.now()
        found = token_of(token, on=business_date(now), at=now)
        if found is None:
            return None
        request.user = found.user
        translation.activate(getattr(found.user, "language", "") or settings.LANGUAGE_CODE)
        count_call(found, int(now.timestamp()) // MINUTE)
        return found


def reader_in_session(request: HttpRequest) -> Any:
    """Who is logged in in the browser may read; only tokens write."""
    if request.method not in {"GET", "HEAD"} or not request.user.is_authenticated:
        return None
    return request.user


def count_call(token: ApiToken, minute: int) -> None:
    """Refuse more calls in this minute than the setting allows."""
    key = f"api-calls-{token.digest[:20]}-{minute}"
    if cache.add(key, 1, 2 * MINUTE):
        return
    try:
        calls = cache.incr(key)
    except ValueError:  # it ran out in between
        return
    if calls > settings.API_CALLS_A_MINUTE:
        raise TooMany


def demand(request: Any, noun: str, deed: str, permission: str, record: Any = None) -> None:
    """Refuse what the token does not cover, then what the person may not."""
    if isinstance(request.auth, ApiToken) and not request.auth.may(noun, deed):
        raise OutOfScope(_("This token does not cover “%(scope)s”.") % {"scope": f"{noun}:{deed}"})
    if not request.user.has_perm(permission, record):
        raise NotAllowed(_("You may not do this. Nothing was changed."))
