"""What a list shows, as a workbook."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from core.clock import business_today
from core.errors import BusinessError
from core.excel.writing import write_csv
from core.ui.lists import RecordList, find, registry, write_file

MOST_ASKED = 50


class Command(BaseCommand):
    help = "Writes the rows of a list into a workbook (or a .csv)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ledger")
        parser.add_argument("-o", "--output", type=Path, required=True)
        parser.add_argument("--filter", nargs="*", default=[], metavar="NAME=VALUE")
        parser.add_argument("--as", dest="user", default="", help="whose eyes see the list")

    def handle(self, *args: Any, **options: Any) -> None:
        list_class = find(options["ledger"])
        if list_class is None:
            names = ", ".join(sorted(registry))
            raise CommandError(f"There is no list {options['ledger']}. There are: {names}")
        today = business_today()
        reader = _reader(options["user"], list_class, today)
        try:
            listing = list_class(user=reader, today=today, params=_params(options["filter"]))
        except BusinessError as refusal:
            raise CommandError(str(refusal)) from refusal
        path: Path = options["output"]
        if path.suffix.lower() == ".csv":
            count = write_csv(path, listing.export_columns(), listing.export_rows())
        else:
            count = write_file(listing, path)
        self.stdout.write(f"{count} rows -> {path.name}")


def _params(pairs: list[str]) -> dict[str, list[str]]:
    params: dict[str, list[str]] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator:
            raise CommandError(f"A condition is written name=value: {pair}")
        params.setdefault(name, []).append(value)
    return params


def _reader(name: str, list_class: type[RecordList], today: date) -> Any:
    """Who was named, else whoever sees most of this list: columns first, then rows."""
    people = get_user_model()._default_manager.filter(is_active=True)
    if name:
        reader = people.filter(username=name).first()
        if reader is None:
            raise CommandError(f"There is nobody called {name}.")
        return reader

    def sight(person: Any) -> tuple[int, int]:
        listing = list_class(user=person, today=today)
        return len(listing.allowed), listing.count()[0]

    some = list(people.order_by("pk")[:MOST_ASKED])
    if not some:
        raise CommandError("There is nobody to see the list: --as USER.")
    return max(some, key=sight)
