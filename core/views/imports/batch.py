"""A batch as it stands: columns to be matched, rows to be decided on, or what came of it."""

import tempfile
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.imports import ImportLedger, all_ledgers
from core.imports import ledger as find_ledger
from core.imports.answering import write_bad_rows
from core.imports.batches import may_import
from core.imports.lists import ImportBatchList
from core.imports.mapping import Source, mapping_names, missing_of, restored
from core.imports.preview import NOTED, noted, preview
from core.imports.purging import KEPT_DAYS
from core.models import ImportBatch
from core.ui.lists import RecordList
from core.ui.pages import ListPage, Page

SAMPLES = 3
STATES = ("error", "changed", "new", "same")


class ImportBatchListPage(ListPage):
    """All files one may see."""

    list_class = ImportBatchList
    permission = None
    namespace = "core"
    path = "imports/"
    template = "imports/list.html"

    def context(self, listing: RecordList) -> dict[str, Any]:
        user = self.request.user
        begin = [ledger for ledger in all_ledgers() if user.has_perm(ledger.permission)]
        return {**super().context(listing), "begin": begin, "kept_days": KEPT_DAYS}


class BatchPage(Page):
    """A page about one batch, seen by its maker and those who oversee imports."""

    model = ImportBatch
    permission = None
    namespace = "core"
    on_record = True

    @cached_property
    def ledger(self) -> ImportLedger:
        """The batch's ledger, if the reader may still import into it."""
        found = find_ledger(self.record.ledger)
        may_import(self.request.user, found, is_historical=self.record.is_historical)
        return found


class ImportBatchPage(BatchPage):
    """Step two while columns are open, step three once rows are checked, then the outcome."""

    kind = "import"
    noun, page = "import", "batch"
    namespace = "core"
    path = "imports/batch/<id:pk>/"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch, ledger = self.record, self.ledger
        title = _("Import %(ledger)s") % {"ledger": ledger.label}
        context: dict[str, Any] = {"title": title, "batch": batch, "ledger": ledger}
        if batch.status == ImportBatch.Status.DISCARDED:
            return self.answer(context, part="imports/discarded.html")
        to_map = batch.status == ImportBatch.Status.UPLOADED or (
            batch.status == ImportBatch.Status.CHECKED and "columns" in request.GET
        )
        if to_map:
            return self.answer(
                {**context, **mapping_context(batch, ledger)}, part="imports/map.html"
            )
        return self.answer({**context, **self._rows()}, part="imports/preview.html")

    def _rows(self) -> dict[str, Any]:
        batch, request = self.record, self.request
        state = request.GET.get("state", "")
        state = state if state in STATES or state == NOTED else ""
        number = request.GET.get("page", "1")
        page = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
        counts = batch.counts
        mapped = restored(batch.mapping)
        used = {source.index for source in mapped.values()}
        twins = ImportBatch.objects.filter(
            digest=batch.digest, ledger=batch.ledger, status=ImportBatch.Status.CONFIRMED
        ).exclude(pk=batch.pk)
        return {
            "rows": preview(batch, self.ledger, state=state, page=page),
            "state": state,
            "tabs": [(name, counts[name]) for name in STATES],
            "noted": noted(batch).count(),
            "good": counts["new"] + counts["changed"],
            "unused": [h for i, h in enumerate(batch.headings) if h and i not in used],
            "twin": twins.order_by("-pk").first(),
            "is_open": batch.status == ImportBatch.Status.CHECKED,
        }


class ImportBadRowsPage(BatchPage):
    """The wrong rows as a workbook."""

    kind = "import_file"
    noun, page = "import", "bad_rows"
    namespace = "core"
    path = "imports/batch/<id:pk>/bad/"

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        batch = self.record
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
        write_bad_rows(batch, self.ledger, file)
        file.seek(0)
        stem = batch.file_name.rpartition(".")[0] or batch.file_name
        name = _("%(file)s - rows to mend") % {"file": stem}
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def mapping_context(
    batch: ImportBatch, ledger: ImportLedger, *, chosen: dict[str, Source] | None = None
) -> dict[str, Any]:
    """Our columns with what fills each, and the headings of the file."""
    mapped = restored(batch.mapping) if chosen is None else chosen
    missing = missing_of(ledger, mapped)
    # A batch of before they were kept has none.
    samples = ["、".join(each) for each in batch.samples or [[] for _name in batch.headings]]
    headings = [
        (i, heading, said)
        for i, (heading, said) in enumerate(zip(batch.headings, samples, strict=True))
        if heading
    ]
    lines: list[dict[str, Any]] = []
    for column in ledger.columns:
        source = mapped.get(column.name)
        said = samples[source.index] if source and source.index is not None else ""
        lines.append(
            {"column": column, "source": source, "said": said, "is_missing": column in missing}
        )
    used = {source.index for source in mapped.values()}
    return {
        "lines": lines,
        "headings": headings,
        "unused": [(heading, said) for i, heading, said in headings if i not in used],
        "mappings": mapping_names(ledger),
        "missing": [column.label for column in missing],
    }


def refused_context(
    batch: ImportBatch,
    ledger: ImportLedger,
    refusal: BusinessError,
    *,
    chosen: dict[str, Source] | None = None,
) -> dict[str, Any]:
    """The columns again, with the refusal at its field."""
    return {
        "title": _("Import %(ledger)s") % {"ledger": ledger.label},
        "batch": batch,
        "ledger": ledger,
        "refusal": str(refusal),
        "refused_at": refusal.field,
        **mapping_context(batch, ledger, chosen=chosen),
    }
