"""Compare the stored papers with their rows."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.attachments.sweeping import check


class Command(BaseCommand):
    """Ends with an error when a file is missing, changed or nobody's."""

    help = "Compare stored papers with the table: missing, changed or orphaned files."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(check())
        for fault in faults:
            self.stdout.write(fault.sentence)
        if faults:
            raise CommandError(f"{len(faults)} faults.")
        self.stdout.write("Every paper is there and unchanged.")
