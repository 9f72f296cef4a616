"""Step one: choose a file, or take the template."""

import io
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import BusinessError, NotAllowed
from core.excel.inspection import MAX_FILE_BYTES
from core.excel.template import TemplateColumn, write_template
from core.imports import ImportLedger, background
from core.imports import ledger as find_ledger
from core.imports.batches import Opened, batch_check, batch_open, may_import
from core.imports.mapping import mapping_names, missing_of, restored
from core.models import ImportBatch, Job
from core.ui.pages import Page
from core.ui.pages.sending import redirect

from .batch import refused_context


def address_of(batch: ImportBatch, job: Job | None) -> str:
    """Where one is led: to the bar of long work, else to the batch."""
    if job is not None:
        return reverse("core:job_detail", args=[job.pk])
    return reverse("core:import_batch", args=[batch.pk])


class LedgerPage(Page):
    """A page about one ledger; who may not import into it gets a 403."""

    permission = None
    namespace = "core"

    @cached_property
    def ledger(self) -> ImportLedger:
        """The ledger of the URL, 404 where there is none, 403 where it is not for the reader."""
        try:
            found = find_ledger(self.kwargs["ledger"])
        except BusinessError as missing:
            raise Http404(str(missing)) from missing
        may_import(self.request.user, found)
        return found


class ImportStartPage(LedgerPage):
    """Upload."""

    kind = "import"
    noun, page = "import", "start"
    namespace = "core"
    path = "imports/<slug:ledger>/"
    template = "imports/start.html"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.answer(self.context())

    def context(self, refusal: BusinessError | None = None) -> dict[str, Any]:
        """What the upload page shows; a refusal stands at its field, the file's by default."""
        ledger, asked = self.ledger, self.request.POST
        at = refusal.field or "file" if refusal is not None else ""
        return {
            "title": _("Import %(ledger)s") % {"ledger": ledger.label},
            "ledger": ledger,
            "mappings": mapping_names(ledger),
            "may_historical": ledger.takes_historical
            and self.request.user.has_perm("core.import_historical"),
            "most_mb": MAX_FILE_BYTES // 1_000_000,
            "refusal": str(refusal) if refusal is not None else "",
            "refused_at": at if at in {"file", "mapping"} else "file",
            "asked_mapping": asked.get("mapping", ""),
            "asked_historical": asked.get("historical") == "1",
            "recent": ImportBatch.objects.visible_to(self.request.user).filter(ledger=ledger.name)[
                :5
            ],
        }

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        upload = request.FILES.get("file")
        try:
            if upload is None:
                raise BusinessError(_("Choose a file first."), field="file")
            size = upload.size or 0
            if size > MAX_FILE_BYTES:
                raise BusinessError(
                    _("The file has %(found)s MB; at most %(most)s MB are taken. Split it.")
                    % {"found": size // 1_000_000, "most": MAX_FILE_BYTES // 1_000_000}
                )
            opened = self._open(upload)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            return self.answer(self.context(refusal), status=422)
        try:
            job = self._check(opened)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            # The file is kept: where its headings stand can be mended there.
            return self.answer(
                refused_context(opened.batch, self.ledger, refusal),
                status=422,
                part="imports/map.html",
            )
        return redirect(request, address_of(opened.batch, job))

    def _open(self, upload: Any) -> Opened:
        """Read the file."""
        return batch_open(
            actor=self.request.user,
            ledger=self.ledger,
            file_name=upload.name,
            content=upload.read(),
            at=self.now,
            is_historical=self.request.POST.get("historical") == "1",
            sheet=self.request.POST.get("sheet", ""),
            mapping_name=self.request.POST.get("mapping", ""),
        )

    def _check(self, opened: Opened) -> Job | None:
        """Check the rows at once when no heading is left in doubt."""
        batch = opened.batch
        mapped = restored(batch.mapping)
        used = {source.index for source in mapped.values()}
        unused = [i for i, heading in enumerate(batch.headings) if heading and i not in used]
        if missing_of(self.ledger, mapped) or (unused and not batch.mapping_name):
            return None  # the next page says at each column what it lacks
        job = background.check_later(batch, actor=self.request.user)
        if job is None:
            batch_check(actor=self.request.user, batch=batch, at=self.now, opened=opened)
        return job


class ImportTemplatePage(LedgerPage):
    """The empty form to fill in."""

    kind = "import_file"
    noun, page = "import", "template"
    namespace = "core"
    path = "imports/<slug:ledger>/template/"

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        ledger = self.ledger
        file = io.BytesIO()
        columns = [
            TemplateColumn(
                heading=str(column.label),
                kind=column.kind,
                required=column.required,
                example=column.example,
                hint=str(column.hint),
                choices=[str(label) for _value, label in column.choices],
            )
            for column in ledger.columns
        ]
        write_template(file, columns, sheet=str(ledger.label), notes=[str(n) for n in ledger.notes])
        file.seek(0)
        name = _("Template %(ledger)s") % {"ledger": ledger.label}
        return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")
