"""manage.py seed_demo: the demo company, the same for the same seed and day."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from backoffice.demo import make_company
from core.clock import business_today
from orders.models import Order


class Command(BaseCommand):
    """Refuses a database that has orders."""

    help = "Load a believable pump manufacturer with eighteen months of orders."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--orders", type=int, default=3600, metavar="N")
        parser.add_argument("--seed", type=int, default=2026, metavar="S")
        parser.add_argument("--today", type=date.fromisoformat, metavar="DATE")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["orders"] < 1:
            raise CommandError(_("The number of orders must be positive."))
        if Order.objects.exists():
            raise CommandError(_("There are orders already: the demo needs a new database."))
        with transaction.atomic():
            make_company(
                orders=options["orders"],
                seed=options["seed"],
                today=options["today"] or business_today(),
                say=self.stdout.write,
            )
