"""Who owes how much since when, on any day."""

import json
from argparse import ArgumentParser
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand

from core.clock import business_today
from core.money import format_money
from orders.selectors.policy import sales_policy
from orders.selectors.receivables import (
    AROSE,
    BUCKET_NAMES,
    DUE,
    Aged,
    receivables_at,
    total_of,
)


def written(amount: Decimal) -> str:
    return f"{amount:.2f}"


def figures(aged: Aged) -> dict[str, str]:
    """The figures of one line, as strings with two decimals."""
    return {
        "outstanding": written(aged.outstanding),
        **{name: written(amount) for name, amount in aged.buckets.items()},
        "unallocated": written(aged.unallocated),
    }


def ageing(on: date, since: str = DUE) -> dict[str, Any]:
    """The answer of the command; what it counts from is said where it is not the due day."""
    customers = receivables_at(on, since=since)
    return {
        "on": on.isoformat(),
        **({} if since == DUE else {"since": since}),
        "basis": sales_policy().receivable_basis,
        "buckets": list(BUCKET_NAMES),
        "totals": figures(total_of(customers)),
        "customers": [
            {"code": each.code, "name": each.name, **figures(each)} for each in customers
        ],
    }


class Command(BaseCommand):
    help = "Money owed by customer on a day, by days past due; free receipts apart."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the day (today)")
        parser.add_argument(
            "--since",
            choices=[DUE, AROSE],
            default=DUE,
            help="count days past due, or since it arose: then not_due holds credits alone",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or business_today()
        if options["format"] == "json":
            self.stdout.write(
                json.dumps(ageing(on, options["since"]), ensure_ascii=False, indent=2)
            )
            return
        columns = ["outstanding", *BUCKET_NAMES, "unallocated"]
        self.stdout.write("\t".join(["code", "name", *columns]))
        customers = receivables_at(on, since=options["since"])
        for each in [*customers, total_of(customers)]:
            amounts = [each.outstanding, *each.cells, each.unallocated]
            self.stdout.write("\t".join([each.code, each.name, *map(format_money, amounts)]))
