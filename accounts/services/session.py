"""Ending log-ins by hand, and with the account."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core import audit
from core.errors import NotAllowed


@transaction.atomic
def session_end(*, actor: User, session: UserSession) -> None:
    """End one open log-in; one's own, or anybody's for an administrator."""
    _check(actor, session.user)
    session.end()
    audit.record(actor=actor, verb="accounts.session_ended", subject=session.user)


@transaction.atomic
def sessions_end(*, actor: User, user: User, but: str = "") -> int:
    """End every open log-in of a person except the one with key ``but``; returns how many."""
    _check(actor, user)
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=but):
        session.end()
        ended += 1
    if ended:
        audit.record(
            actor=actor, verb="accounts.sessions_ended", subject=user, changes={"count": (ended, 0)}
        )
    return ended


def _check(actor: User, owner: User) -> None:
    if actor != owner and not actor.has_role(RoleCode.ADMIN):
        raise NotAllowed(_("Only administrators end the log-ins of others."))
