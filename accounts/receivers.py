"""What people do when something happens elsewhere."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from accounts.services.defaults import defaults_sync


@receiver(post_migrate, dispatch_uid="accounts.defaults")
def fill_defaults(sender: AppConfig, using: str, **_: Any) -> None:
    """A new database starts with a working table of second pairs."""
    if sender.name == "accounts":
        defaults_sync(using=using)
