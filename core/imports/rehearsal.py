"""What a live import would be refused, found out by doing it and undoing it again."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from core.errors import BusinessError, NotAllowed

from .ledger import ImportLedger
from .row import Row


def rehearse(
    ledger: ImportLedger,
    documents: Mapping[Any, list[Row]],
    do: Callable[[list[Row]], Any],
) -> None:
    """Give each document to its service, one after the other, and say its refusal at its rows.

    Nothing of it stays. The documents of a file see each other, so that two of them never both
    take what is there once.
    """
    names = {column.name for column in ledger.columns}
    with transaction.atomic():
        for rows in documents.values():
            try:
                with transaction.atomic():
                    do(rows)
            except NotAllowed:
                raise
            except BusinessError as refusal:
                column = refusal.field if refusal.field in names else ""
                for row in rows:
                    row.fail(column or "", str(refusal))
        transaction.set_rollback(True)
