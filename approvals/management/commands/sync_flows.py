"""``manage.py sync_flows``: a flow for each kind of request that has none."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from approvals.services import flows_sync


class Command(BaseCommand):
    help = "Give each declared kind of request the flow it comes with, where it has none."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"flows added: {flows_sync(at=timezone.now())}")
