"""manage.py build_report {daily,…} --on DATE: a report as JSON, workbook or PDF."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import periods
from core.clock import business_today
from core.errors import BusinessError
from orders.enums import Basis
from reports.enums import GroupKey, ReportKind
from reports.prints import report_pdf, report_workbook
from reports.selectors import Question
from reports.services import report_build


class Command(BaseCommand):
    """Builds over fresh facts; freezes nothing."""

    help = "Build the report of the period that a day lies in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=ReportKind.values)
        parser.add_argument("--on", required=True, type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--basis", choices=Basis.values, default=Basis.ORDER.value)
        parser.add_argument("--by", default="", help=f"{' | '.join(GroupKey.values)}, or several")
        parser.add_argument("--tax", choices=["incl", "excl"], default="incl")
        parser.add_argument("--returns", choices=["in", "out"], default="in")
        parser.add_argument("--format", choices=["json", "xlsx", "pdf"], default="json")
        parser.add_argument("-o", "--output", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        by = tuple(key for key in options["by"].split(",") if key)
        if unknown := set(by) - set(GroupKey.values):
            raise CommandError(_("Unknown grouping: %(keys)s") % {"keys": ", ".join(unknown)})
        today = business_today()
        try:
            periods.check_reach(options["on"], today)
        except BusinessError as refusal:
            raise CommandError(str(refusal)) from refusal
        question = Question(
            kind=options["kind"],
            on=options["on"],
            basis=options["basis"],
            includes_tax=options["tax"] == "incl",
            includes_returns=options["returns"] == "in",
            by=by,
            today=today,
        )
        result = report_build(question=question)
        output: Path | None = options["output"]
        if options["format"] == "json":
            text = json.dumps(result, ensure_ascii=False, indent=2)
            if output:
                output.write_text(text, encoding="utf-8")
            else:
                self.stdout.write(text)
            return
        if output is None:
            raise CommandError(_("A workbook or PDF needs a file: -o FILE."))
        if options["format"] == "xlsx":
            output.write_bytes(report_workbook(result))
        else:
            output.write_bytes(report_pdf(result))
