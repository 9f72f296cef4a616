"""What people do when something happens elsewhere."""

import time
from datetime import date, datetime
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from axes.signals import user_locked_out
from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Q, QuerySet
from django.db.models.signals import post_migrate
from django.dispatch import Signal, receiver
from django.http import HttpRequest

from accounts.enums import RoleCode
from accounts.login.codes import SPENT
from accounts.login.lockout import account_of
from accounts.models import Deputy, User
from accounts.services.defaults import defaults_sync
from core import audit, corrections, people, receipts
from core.models import Correction
from core.people import Absence


@receiver(post_migrate, dispatch_uid="accounts.defaults")
def fill_defaults(sender: AppConfig, using: str, **_: Any) -> None:
    """A new database starts with a working table of second pairs."""
    if sender.name == "accounts":
        defaults_sync(using=using)


def _write_down(signal: Signal, verb: str) -> None:
    """Log-ins and changes of what one logs in with stand in the audit trail."""

    def write(user: User | None, **_: Any) -> None:
        if user is not None:
            audit.record(actor=user, verb=verb, subject=user)

    signal.connect(write, weak=False, dispatch_uid=verb)


for _signal, _verb in (
    (user_logged_in, "accounts.logged_in"),
    (user_logged_out, "accounts.logged_out"),
    (password_changed, "accounts.password_changed"),
    (password_set, "accounts.password_set"),
    (password_reset, "accounts.password_reset"),
    (authentication_failed, "accounts.code_refused"),
    (authenticator_added, "accounts.second_factor_added"),
    (authenticator_removed, "accounts.second_factor_removed"),
    (authenticator_reset, "accounts.second_factor_reset"),
):
    _write_down(_signal, _verb)


@receiver(user_login_failed, dispatch_uid="accounts.login_failed")
def note_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Who was tried; a name that nobody bears may be a mistyped password and is not kept."""
    user = User.objects.filter(username__iexact=account_of(request, credentials)).first()
    audit.record(actor=None, verb="accounts.login_failed", subject=user)


@receiver(user_locked_out, dispatch_uid="accounts.locked_out")
def note_lockout(username: str | None = None, **_: Any) -> None:
    """The account is closed for a while."""
    user = User.objects.filter(username__iexact=username or "").first()
    audit.record(actor=None, verb="accounts.locked_out", subject=user)


@receiver(authenticator_added, dispatch_uid="accounts.first_code")
def spend_first_code(authenticator: Authenticator, **_: Any) -> None:
    """The code that proved the new device is used up as well."""
    if authenticator.type == Authenticator.Type.TOTP:
        authenticator.data[SPENT] = int(time.time()) // mfa_settings.TOTP_PERIOD
        authenticator.save(update_fields=["data"])


@people.watched.receiver
def people_watched(*, user: User) -> QuerySet[User]:
    """Whose duties somebody sees: those under them; a leader of sales also those who fulfil.

    The sales manager and the executive see everybody, the supervisor their department, the
    regional manager their region.
    """
    if user.has_role(RoleCode.SALES_MANAGER, RoleCode.EXECUTIVE):
        return User.objects.active()
    seen = Q(superior=user)
    if user.has_role(RoleCode.SUPERVISOR):
        fulfilling = User.objects.with_role(RoleCode.FULFILMENT).values("pk")
        seen |= Q(department=user.department_id) | Q(pk__in=fulfilling)
    if user.has_role(RoleCode.REGIONAL_MANAGER) and user.region_id:
        seen |= Q(region=user.region_id)
    return User.objects.active().filter(seen)


@corrections.registered.receiver
def send_to_reviewers(*, correction: Correction, actor: Any, at: datetime) -> None:
    """Each error goes to the auditors, and one that somebody of ours made to human resources."""
    roles = [RoleCode.AUDITOR, *([RoleCode.HR] if correction.made_by_id else [])]
    receipts.send(correction, User.objects.with_role(*roles), actor=actor, at=at)


@people.absent.receiver
def people_absent(*, people: set[int], from_on: date, to_on: date) -> list[Absence]:
    """Whoever has named a deputy for days is away on these."""
    rows = Deputy.objects.filter(principal__in=people, from_on__lte=to_on, to_on__gte=from_on)
    found = rows.order_by("from_on", "pk").values_list("principal", "deputy", "from_on", "to_on")
    return [Absence(*row) for row in found]
