"""The kernel as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

# The rooms in which apps declare themselves, in the order in which they are read.
DECLARING = (
    "imports",
    "receivers",
    "occasions",
    "notices",
    "duties",
    "tasks",
    "lists",
    "menu",
    "papers",
    "search",
    "api",
)


class CoreConfig(AppConfig):
    """Knows no business noun and imports no app."""

    name = "core"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        autodiscover_modules(*DECLARING)
        post_migrate.connect(_make_declared, sender=self)


def _make_declared(using: str, **_facts: Any) -> None:
    """What the apps declared in code and the administrator may change in a table."""
    from core import calendar, numbering, scheduling, search

    there = set(connections[using].introspection.table_names())
    if not {"core_scheduledrun", "django_celery_beat_periodictask"} <= there:
        return  # migrated only in part
    numbering.make_declared()
    calendar.load_missing()
    scheduling.sync(timezone.now())
    search.make_indexes(using)
