"""``manage.py sync_roles``: the reference rows of people, where they are missing."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.services import defaults_sync


class Command(BaseCommand):
    help = "Fill the table of second pairs of eyes when it is empty."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"second pairs added: {defaults_sync()}")
