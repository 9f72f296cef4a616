"""Credit limits in a file: what is not approved here was agreed before, and few may say so."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.database import portions
from core.imports import Row
from customers.models import Customer

ZERO = Decimal(0)


def check_limits(rows: list[Row], actor: Any) -> None:
    """Refuse a limit that differs from the archive's, unless the person may bring limits in."""
    if actor.has_perm("customers.import_credit"):
        return
    stated = [row for row in rows if row.given("credit_limit") and not row.errors]
    known: dict[str, Decimal] = {}
    for codes in portions(sorted({row["code"] for row in stated if row["code"]})):
        some = Customer.objects.filter(code__in=codes)
        known.update(some.values_list("code", "credit_limit"))
    for row in stated:
        limit = row["credit_limit"] or ZERO
        if limit != known.get(row["code"], ZERO):
            row.fail(
                "credit_limit",
                _("A credit limit is asked for on the customer's page; leave the column out."),
            )
