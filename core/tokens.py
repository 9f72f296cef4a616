"""Making, finding and ending personal tokens."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.api.nouns import nouns
from core.enums import Event
from core.errors import BusinessError, NotAllowed
from core.models import ApiToken

PREFIX = "bo_"
LONGEST = timedelta(days=366)
MOST = 20
NOTED_EVERY = timedelta(minutes=1)


def scopes_known() -> list[str]:
    """Everything a token may be allowed."""
    return [
        f"{each.name}:{deed}"
        for each in nouns()
        for deed in ("read", *(["write"] if each.commands else []))
    ]


@transaction.atomic
def token_make(
    *, actor: Any, name: str, scopes: Sequence[str], expires_on: date, on: date, at: datetime
) -> tuple[ApiToken, str]:
    """A new token of the actor's own, and its secret, which is never to be had again.

    Refuses an empty scope, one that is not known, more than a year, and too many tokens.
    """
    if not name.strip():
        raise BusinessError(_("Say what it is for."), field="name")
    if not scopes or not set(scopes) <= set(scopes_known()):
        raise BusinessError(_("Choose what the token may do."), field="scopes")
    if not on <= expires_on <= on + LONGEST:
        raise BusinessError(_("A token is valid for a year at most."), field="expires_on")
    alive = ApiToken.objects.filter(user=actor, ended_at=None, expires_on__gte=on)
    if alive.count() >= MOST:
        raise BusinessError(_("End a token that is not needed first."), code="too_many")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=actor,
        name=name.strip(),
        digest=digest_of(secret),
        scopes=sorted(scopes),
        expires_on=expires_on,
        created_at=at,
    )
    changes = {"scopes": (None, token.scopes), "expires_on": (None, expires_on)}
    audit.record(actor=actor, verb=Event.TOKEN_MADE, subject=token, at=at, changes=changes)
    return token, secret


@transaction.atomic
def token_end(*, actor: Any, token: ApiToken, at: datetime) -> ApiToken:
    """End a token now; one's own, or anybody's for an administrator."""
    if token.user_id != actor.pk and not actor.has_perm("accounts.administer"):
        raise NotAllowed(_("Only administrators end the tokens of others."))
    if token.ended_at is None:
        token.ended_at = at
        token.save(update_fields=["ended_at"])
        audit.record(actor=actor, verb=Event.TOKEN_ENDED, subject=token, at=at)
    return token


def token_of(secret: str, *, on: date, at: datetime) -> ApiToken | None:
    """The living token of a living person behind a secret; notes that it was used."""
    found = ApiToken.objects.select_related("user").filter(digest=digest_of(secret)).first()
    if found is None or found.ended_at or found.expires_on < on or not found.user.is_active:
        return None
    if found.last_used_at is None or found.last_used_at < at - NOTED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(last_used_at=at)
    return found


def digest_of(secret: str) -> str:
    """What is kept of a secret: it has 256 bits of chance, so one round is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
