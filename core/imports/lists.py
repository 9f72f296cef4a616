"""The list of batches: one's own, or everybody's for who oversees them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from core.errors import Sentence
from core.models import ImportBatch
from core.ui.lists import BoolFilter, ChoiceFilter, Column, DateFilter, Filter, RecordList

from .registry import all_ledgers


class LedgerNames:
    """What the ledgers are called; they are known once every app is there."""

    @property
    def choices(self) -> list[tuple[str, Sentence]]:
        return [(ledger.name, ledger.label) for ledger in all_ledgers()]


class ImportBatchList(RecordList):
    """What was brought in, when, by whom, and how it went."""

    name = "imports"
    model = ImportBatch
    title = _("Imports")
    basis = _(
        "Each file once for every time it was brought; rows as counted in the last check. "
        "Files not confirmed within 14 days are discarded"
    )
    columns = [
        Column("pk", _("Batch"), kind="int", link=True, phone=3),
        Column("file_name", _("File"), link=True, clip=True, phone=1),
        Column("ledger", _("Ledger"), kind="choice", choices=LedgerNames()),
        Column("status", _("Status"), kind="state", choices=ImportBatch.Status, phone=4),
        Column("is_historical", _("Historical"), kind="bool"),
        Column("row_count", _("Rows"), kind="int", phone=2),
        Column("new_count", _("New"), kind="int"),
        Column("changed_count", _("Changed"), kind="int"),
        Column("error_count", _("Errors"), kind="int"),
        Column("created_at", _("Uploaded at"), kind="datetime"),
        Column("created_by__full_name", _("Uploaded by")),
        Column("confirmed_at", _("Imported at"), kind="datetime", hidden=True),
    ]
    filters: ClassVar[Sequence[Filter]] = [
        DateFilter("created_at", _("Uploaded at")),
        ChoiceFilter("status", _("Status"), choices=ImportBatch.Status),
        BoolFilter("is_historical", _("Historical")),
    ]
    search = ["file_name", "ledger"]
    order_by = "-pk"
    detail = "core:import_batch"
    leads_to = ["ledger", "is_historical"]
    empty = _("Nothing has been imported yet. Choose a ledger above.")

    def may_lead(self, *values: Any) -> bool:
        """Who oversees all imports opens those they might have made."""
        name, is_historical = values
        ledger = next((each for each in all_ledgers() if each.name == name), None)
        return ledger is not None and ledger.is_for(self.user, is_historical=is_historical)
