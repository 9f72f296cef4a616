"""Ending my own open log-ins."""

from typing import cast

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import services
from accounts.models import User


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)  # log-in is required


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one; another person's is not found."""
    session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=pk)
    services.session_end(actor=_me(request), session=session)
    messages.success(request, _("This log-in has ended."))
    return redirect("accounts:profile")


@require_POST
def other_sessions_end(request: HttpRequest) -> HttpResponse:
    """End all but the one in hand."""
    services.sessions_end(
        actor=_me(request), user=_me(request), but=request.session.session_key or ""
    )
    messages.success(request, _("All other log-ins have ended."))
    return redirect("accounts:profile")
