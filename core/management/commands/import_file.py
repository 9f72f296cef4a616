"""A file into a ledger, by the same three steps as on the page."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from core.errors import BusinessError
from core.imports import ImportLedger
from core.imports import ledger as find_ledger
from core.imports.answering import errors_of, notes_of
from core.imports.batches import batch_check, batch_confirm, batch_open
from core.models import ImportBatch

MOST_SHOWN = 50


class Command(BaseCommand):
    help = "Imports a workbook or a CSV into a ledger."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("ledger")
        parser.add_argument("file", type=Path)
        parser.add_argument("--sheet", default="", help="the sheet; by default the first filled")
        parser.add_argument("--mapping", default="", help="a mapping saved by name")
        parser.add_argument("--historical", action="store_true")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen")
        parser.add_argument("--keep-good", action="store_true", help="import the good rows alone")
        parser.add_argument("--as", dest="user", default="", help="whose import it is")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        answer = {
            "ledger": options["ledger"],
            "file": options["file"].name,
            "mapping": options["mapping"],
            "mode": "historical" if options["historical"] else "live",
            "batch": None,
            **dict.fromkeys(("rows", "new", "changed", "same", "error"), 0),
            "errors": [],
            "notes": [],
        }
        try:
            self._bring(answer, options)
            refused = bool(answer["error"]) and not options["keep_good"]
        except BusinessError as refusal:
            refused = True
            whole = {"row": None, "column": refusal.field, "value": "", "reason": str(refusal)}
            answer["errors"] = [*answer["errors"], whole]
        self._print(answer, options["format"])
        if refused:
            raise SystemExit(1)

    def _bring(self, answer: dict[str, Any], options: dict[str, Any]) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"There is no file {path}.")
        ledger = find_ledger(options["ledger"])
        actor = _actor(options["user"], ledger, is_historical=options["historical"])
        at = timezone.now()
        with transaction.atomic():
            opened = batch_open(
                actor=actor,
                ledger=ledger,
                file_name=path.name,
                content=path.read_bytes(),
                at=at,
                is_historical=options["historical"],
                sheet=options["sheet"],
                mapping_name=options["mapping"],
            )
            batch = opened.batch
            answer["mapping"] = batch.mapping_name
            batch_check(actor=actor, batch=batch, at=at, opened=opened)
            answer.update(batch.counts)
            answer["errors"] = list(errors_of(batch, ledger))
            answer["notes"] = list(notes_of(batch))
            if options["dry_run"]:
                _forget(batch)
        if options["dry_run"]:
            return
        answer["batch"] = batch.pk
        if not batch.error_count or options["keep_good"]:
            batch_confirm(actor=actor, batch=batch, at=at, keep_good=options["keep_good"])

    def _print(self, answer: dict[str, Any], form: str) -> None:
        if form == "json":
            told_of = {key: value for key, value in answer.items() if key != "notes" or value}
            self.stdout.write(json.dumps(told_of, ensure_ascii=False, indent=2))
            return
        told = " ".join(f"{name}={answer[name]}" for name in ("rows", "new", "changed", "same"))
        self.stdout.write(
            f"{answer['ledger']} {answer['file']}: {told} error={answer['error']}"
            f" batch={answer['batch'] or '-'}"
        )
        for error in answer["errors"][:MOST_SHOWN]:
            place = f"{error['row']} {error['column']} {error['value']}".strip()
            self.stdout.write(f"  {place if error['row'] else '-'}: {error['reason']}")
        if len(answer["errors"]) > MOST_SHOWN:
            self.stdout.write(f"  … {len(answer['errors']) - MOST_SHOWN} more")
        for note in answer["notes"][:MOST_SHOWN]:
            self.stdout.write(f"  {note['row']} ! {note['note']}")


def _forget(batch: ImportBatch) -> None:
    """A dry run leaves nothing behind."""
    batch.file.delete(save=False)
    transaction.set_rollback(True)


def _actor(name: str, ledger: ImportLedger, *, is_historical: bool) -> Any:
    """Who was named, else the first person who may."""
    people = get_user_model()._default_manager.filter(is_active=True)
    if name:
        found = people.filter(username=name).first()
        if found is None:
            raise CommandError(f"There is nobody called {name}.")
        return found
    for person in people.order_by("pk"):
        if person.has_perm(ledger.permission) and (
            not is_historical or person.has_perm("core.import_historical")
        ):
            return person
    raise CommandError("Nobody may import this; say whose import it is: --as USER.")
