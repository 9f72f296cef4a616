"""Who may give a command: asked again by every service, whatever the page showed."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import business_date
from core.errors import BusinessError, NotAllowed


def demand(actor: User, permission: str, subject: models.Model | None = None) -> None:
    """Refuse whoever lacks the permission."""
    if not actor.has_perm(permission, subject):
        raise NotAllowed(_("Your role may not do this."))


def not_in_future(on: date, at: datetime, *, field: str) -> None:
    """Goods and money move on days that have come."""
    if on > business_date(at):
        raise BusinessError(
            _("%(day)s has not come yet.") % {"day": on.isoformat()}, field=field, code="future"
        )
