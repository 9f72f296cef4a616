"""What is done with a batch: its columns matched, confirmed, given up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.imports import background
from core.imports.batches import (
    batch_check,
    batch_confirm,
    batch_discard,
    batch_map,
    batch_reopen,
)
from core.imports.mapping import Mapped, Source
from core.models import Job
from core.ui.pages.sending import redirect

from .batch import BatchPage, refused_context
from .start import address_of


class StepPage(BatchPage):
    """A POST that leads back to the batch."""

    kind = "import_step"
    namespace = "core"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        batch, _ledger = self.record, self.ledger
        return redirect(request, address_of(batch, self.step()))

    def step(self) -> Job | None:
        """The command; long work answers with its job."""
        raise NotImplementedError

    def refused(self, refusal: BusinessError) -> HttpResponse:
        """Back to the batch with the sentence above it."""
        messages.error(self.request, str(refusal))
        return redirect(self.request, reverse("core:import_batch", args=[self.record.pk]))


class ImportMapPage(StepPage):
    """The columns as a person matched them; or another sheet, row of headings, saved mapping."""

    noun, page = "import", "map"
    namespace = "core"
    path = "imports/batch/<id:pk>/map/"

    def step(self) -> Job | None:
        request, batch = self.request, self.record
        asked = request.POST.get("do", "")
        if asked == "reopen":
            row = request.POST.get("heading_row", "")
            batch_reopen(
                actor=request.user,
                batch=batch,
                sheet=request.POST.get("sheet", ""),
                heading_row=int(row) if row.isascii() and row.isdigit() and len(row) < 7 else None,
                mapping_name=request.POST.get("mapping", ""),
            )
            return None
        batch_map(
            actor=request.user,
            batch=batch,
            mapped=self.chosen(),
            at=self.now,
            save_as=request.POST.get("save_as", "").strip()[:60],
        )
        job = background.check_later(batch, actor=request.user)
        if job is None:
            batch_check(actor=request.user, batch=batch, at=self.now)
        return job

    def chosen(self) -> Mapped:
        """What the form says of each column."""
        mapped: Mapped = {}
        headings = self.record.headings
        for column in self.ledger.columns:
            place = self.request.POST.get(f"heading-{column.name}", "")
            constant = self.request.POST.get(f"constant-{column.name}", "").strip()
            index = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else -1
            if 0 <= index < len(headings):
                mapped[column.name] = Source(index=index, heading=headings[index])
            elif constant:
                mapped[column.name] = Source(constant=constant[:200])
        return mapped

    def refused(self, refusal: BusinessError) -> HttpResponse:
        """The form again, as it was filled in."""
        batch, ledger = self.record, self.ledger
        is_form = self.request.POST.get("do", "") != "reopen"
        chosen = self.chosen() if is_form else None
        context = {
            **refused_context(batch, ledger, refusal, chosen=chosen),
            "save_as": self.request.POST.get("save_as", ""),
        }
        return self.answer(context, status=422, part="imports/map.html")


class ImportConfirmPage(StepPage):
    """Write what was shown."""

    noun, page = "import", "confirm"
    namespace = "core"
    path = "imports/batch/<id:pk>/confirm/"

    def step(self) -> Job | None:
        user, keep_good = self.request.user, self.request.POST.get("keep_good") == "1"
        job = background.confirm_later(self.record, actor=user, keep_good=keep_good)
        if job is not None:
            return job
        counts = batch_confirm(actor=user, batch=self.record, at=self.now, keep_good=keep_good)
        messages.success(
            self.request,
            _("Imported: %(new)s new, %(changed)s changed.")
            % {"new": counts["new"], "changed": counts["changed"]},
        )
        return None


class ImportDiscardPage(StepPage):
    """Give the file up."""

    noun, page = "import", "discard"
    namespace = "core"
    path = "imports/batch/<id:pk>/discard/"

    def step(self) -> Job | None:
        batch_discard(actor=self.request.user, batch=self.record, at=self.now)
        messages.info(self.request, _("The file was given up. Nothing was imported."))
        return None
