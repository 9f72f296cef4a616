"""Verify the audit trail against its seals and their outside anchors."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import audit


class Command(BaseCommand):
    """Name every entry that was changed, removed, inserted or cut off."""

    help = "Verify the audit trail; fails when a seal does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        breaches = audit.verify()
        for breach in breaches:
            self.stderr.write(breach.sentence)
        if breaches:
            raise CommandError(f"The audit trail does not hold: {len(breaches)} breaches.")
        self.stdout.write("The audit trail holds.")
