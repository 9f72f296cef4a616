"""``manage.py docs``: the generated parts of the documentation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from backoffice import handbook


class Command(BaseCommand):
    help = "Write the generated parts of docs/; with --check say which are out of date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, only tell")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "docs"
        stale = []
        with translation.override("en"):
            for name in handbook.PARTS:
                path = handbook.page(folder, name)
                text = handbook.renewed(path, name)
                if path.exists() and path.read_text(encoding="utf-8") == text:
                    continue
                stale.append(path.name)
                if not options["check"]:
                    path.write_text(text, encoding="utf-8")
        if stale and options["check"]:
            raise CommandError(f"Out of date, run manage.py docs: {', '.join(stale)}")
        self.stdout.write(f"written: {', '.join(stale)}" if stale else "up to date")
