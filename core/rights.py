"""Who may give a command: asked again by every service, whatever the page showed."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from .errors import NotAllowed


def demand(actor: Any, permission: str, subject: models.Model | None = None) -> None:
    """Refuse whoever lacks the permission; nobody (``None``) is the product itself, at its hours.

    Set-based services ask once for all rows, not once a row.
    """
    if actor is not None and not actor.has_perm(permission, subject):
        raise NotAllowed(_("Your role may not do this."))
