"""Load announced holidays and make-up working days."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from core import calendar


class Command(BaseCommand):
    """Load one year, or every year the seed knows."""

    help = "Load announced holidays and make-up working days from the installed seed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, action="append", default=[], help="repeatable")

    def handle(self, *args: Any, **options: Any) -> None:
        for year in options["year"] or calendar.seeded_years():
            days = calendar.load_year(year)
            self.stdout.write(
                f"{year}: {days} days." if days else f"{year}: not announced yet, Monday to Friday."
            )
