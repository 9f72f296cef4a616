"""Too many wrong passwords: who is counted, and what the person reads."""

from collections.abc import Mapping
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import User


def client_ip(request: HttpRequest) -> str:
    """The address behind as many proxies as the settings name."""
    return get_client_ip(request) or ""


def account_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None) -> str:
    """One account, however it was typed: by name or by e-mail, in any case."""
    given = credentials or {}
    typed = given.get("username") or given.get("email") or given.get("login")
    if not typed and request is not None:
        typed = request.POST.get("login")
    name = str(typed or "").strip().casefold()[:255]
    if "@" in name:
        found = User.objects.filter(email__iexact=name).values_list("username", flat=True).first()
        return (found or name).casefold()
    return name


def locked_out(
    request: HttpRequest, original: HttpResponse | None, credentials: Mapping[str, Any] | None
) -> HttpResponse:
    """Say for how long, and who can help."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "account/locked.html", context, status=429)
