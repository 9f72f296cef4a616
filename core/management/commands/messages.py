"""Keeps the Chinese catalogues in step with the code."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.catalogues import Catalogue, catalogues, compile_catalogues
from core.catalogues.files import show, translation


def conflicts(found: dict[str, Catalogue]) -> list[str]:
    """Strings that two apps translate differently: Django would show either."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    complaints = []
    for catalogue in found.values():
        for key in catalogue.wanted.keys() & catalogue.held.keys():
            text = translation(catalogue.held[key])
            other, theirs = seen.setdefault(key, (catalogue.name, text))
            if text and theirs and text != theirs:
                complaints.append(
                    f"{catalogue.name}: translated differently: {show(key)} → {text!r},"
                    f" {other} has {theirs!r} (use pgettext)"
                )
    return sorted(complaints)


def known_translations(found: dict[str, Catalogue]) -> dict[tuple[str, str], str]:
    """What any app has translated already; the project's own wins, then by name."""
    known: dict[tuple[str, str], str] = {}
    for catalogue in found.values():
        for key, entry in catalogue.held.items():
            if translation(entry):
                known.setdefault(key, translation(entry))
    return known


class Command(BaseCommand):
    help = (
        "Adds new strings to the catalogue of each app, drops unused ones and compiles them. "
        "--check changes nothing and fails when something is missing, unused or untranslated."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing, only tell")
        parser.add_argument("--compile", action="store_true", help="only write the .mo files")
        parser.add_argument("--app", action="append", default=[], help="only this app; repeatable")

    def handle(self, *_args: Any, **options: Any) -> None:
        root = Path(settings.BASE_DIR)
        if options["compile"]:
            self.compile(root)
            return
        found = catalogues(root)
        unknown = set(options["app"]) - found.keys()
        if unknown:
            raise CommandError(f"No such app: {', '.join(sorted(unknown))}.")
        chosen = [found[name] for name in options["app"]] or list(found.values())
        if options["check"]:
            self.check_all(found, chosen)
            return
        known = known_translations(found)
        for catalogue in chosen:
            if catalogue.write(known):
                self.stdout.write(f"{catalogue.name}: written")
            self.tell_untranslated(catalogue, known)
        self.compile(root)

    def compile(self, root: Path) -> None:
        written = compile_catalogues(root)
        self.stdout.write(f"compiled {len(written)} of the catalogues")

    def check_all(self, found: dict[str, Catalogue], chosen: list[Catalogue]) -> None:
        complaints = [line for catalogue in chosen for line in catalogue.complaints()]
        names = tuple(f"{catalogue.name}:" for catalogue in chosen)
        complaints += [line for line in conflicts(found) if line.startswith(names)]
        for line in complaints:
            self.stdout.write(line)
        if complaints:
            raise CommandError(f"{len(complaints)} strings need attention: manage.py messages")
        total = sum(len(catalogue.wanted) for catalogue in chosen)
        self.stdout.write(f"{total} strings, all translated")

    def tell_untranslated(self, catalogue: Catalogue, known: dict[tuple[str, str], str]) -> None:
        for message in sorted(catalogue.wanted.values()):
            if not translation(catalogue.entry(message, known)):
                self.stdout.write(f"{catalogue.name}: untranslated: {show(message.key)}")
