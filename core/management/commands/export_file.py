"""What a list shows, as a workbook."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.clock import business_date
from core.errors import BusinessError
from core.excel.writing import write_csv
from core.ui.lists import find, registry, write_file


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
        try:
            listing = list_class(
                user=_reader(options["user"]),
                today=business_date(timezone.now()),
                params=_params(options["filter"]),
            )
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


def _reader(name: str) -> Any:
    people = get_user_model()._default_manager.filter(is_active=True)
    found = people.filter(username=name) if name else people.filter(is_superuser=True)
    reader = found.order_by("pk").first()
    if reader is None:
        raise CommandError("Say whose eyes see the list: --as USER.")
    return reader
