"""The watch over a session."""

from collections.abc import Callable
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .passwords import IDLE, is_dengbao2, is_expired

GetResponse = Callable[[HttpRequest], HttpResponse]
SEEN_AT = "seen_at"
SEEN_EVERY = 60  # seconds between two writes of 'last seen'


class SessionWatchMiddleware:
    """Notes once a minute that the session is alive, ends idle ones, asks for a new password."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User):
            return self.get_response(request)
        now = timezone.now()
        if self._is_idle(request, now):
            logout(request)
            messages.info(request, _("You were logged out after half an hour without a click."))
            return redirect(f"{reverse('account_login')}?next={request.path}")
        self._note(request, now)
        if is_expired(user, now) and not self._is_open(request):
            messages.warning(request, _("Your password is older than 90 days. Choose a new one."))
            return redirect("account_change_password")
        return self.get_response(request)

    @staticmethod
    def _is_idle(request: HttpRequest, now: datetime) -> bool:
        seen: int = request.session.get(SEEN_AT) or 0
        return is_dengbao2() and seen > 0 and now.timestamp() - seen > IDLE.total_seconds()

    @staticmethod
    def _note(request: HttpRequest, now: datetime) -> None:
        seen = request.session.get(SEEN_AT, 0)
        if now.timestamp() - seen < SEEN_EVERY:
            return
        request.session[SEEN_AT] = int(now.timestamp())
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)

    @staticmethod
    def _is_open(request: HttpRequest) -> bool:
        names = ("account_change_password", "account_logout", "account_reauthenticate")
        return request.path in {reverse(name) for name in names}
