"""Papers of a record: shown, added, replaced, removed; each only through the record itself."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import attachments
from core.errors import BusinessError, NotAllowed
from core.models import Attachment
from core.ui import forms
from core.ui.pages import ActionPage, Page
from core.ui.pages.papers import papers_context
from core.ui.pages.sending import led_before, record_address, redirect, remember

AT_ONCE = 20


class PaperAddPage(Page):
    """The papers of a record as a fragment; POST hangs files on it."""

    permission = None
    kind = "papers"
    path = "papers/<str:label>/<id:pk>/"
    on_record = True

    @cached_property
    def record(self) -> Any:
        declared = attachments.declaration(self.kwargs["label"])
        record = declared and declared.record(self.request.user, self.kwargs["pk"])
        if record is None:
            raise Http404
        return record

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self._shown([])

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record
        declared = attachments.declaration(type(record))
        if declared is None or not declared.may_add(request.user, record):
            raise NotAllowed("")
        with transaction.atomic():
            submission, answer = led_before(request)
            if answer:
                return redirect(request, answer)
            refused = self._add(record)
            remember(submission, papers_address(record))
        if self.request.htmx:
            return self._shown(refused)
        for sentence in refused:
            messages.error(request, sentence)
        return redirect(request, papers_address(record))

    def _add(self, record: Any) -> list[str]:
        """Each file by itself: one that is refused keeps none of the others out."""
        files = self.request.FILES.getlist("files")
        if not files:
            return [_("Choose a file.")]
        if len(files) > AT_ONCE:
            return [_("Add at most %(most)d files at once.") % {"most": AT_ONCE}]
        refused = []
        for upload in files:
            try:
                self.call(
                    attachments.attachment_add,
                    subject=record,
                    kind=self.request.POST.get("kind", ""),
                    upload=upload,
                )
            except NotAllowed:
                raise
            except BusinessError as refusal:
                refused.append(str(refusal))
        return refused

    def _shown(self, refused: list[str]) -> HttpResponse:
        context = papers_context(self.record, self.request.user)
        return self.answer(
            {
                "record": self.record,
                "papers": context,
                "papers_refused": refused,
                "count_changed": self.request.htmx,
            },
            part="generic/_papers.html",
        )


class OfPaper(Page):
    """A page about one paper, found through its record."""

    model = Attachment
    permission = None
    on_record = True

    @cached_property
    def record(self) -> Attachment:
        rows = Attachment.objects.select_related("blob", "added_by", "replaces")
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None or self._found_through(found) is None:
            raise Http404
        return found

    def _found_through(self, paper: Attachment) -> Any:
        return attachments.seen_by(self.request.user, paper)

    @cached_property
    def subject(self) -> Any:
        found = self._found_through(self.record)
        return found[1] if found else None


class AttachmentDetailPage(OfPaper):
    """One paper large, page by page, with its versions: in a dialog, or by itself."""

    kind = "paper"
    page = "detail"
    path = "attachment/<id:pk>/"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        paper = self.record
        pages = max(paper.blob.pages, 1)
        shown = min(max(_number(request.GET.get("page")), 1), pages)
        context = {
            "title": paper.name,
            "paper": paper,
            "subject": self.subject,
            "back_url": papers_address(self.subject),
            "number": shown,
            "pages": pages,
            "versions": attachments.versions_of(paper)[1:],
        }
        part = "generic/_paper.html" if self.request.htmx else "generic/paper.html"
        return self.answer(context, part=part)


class AttachmentFilePage(OfPaper):
    """The file itself, never opened in our house: always as a download."""

    kind = "file"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        paper = self.record
        try:
            with default_storage.open(paper.blob.storage_name, "rb") as file:
                content = file.read()
        except FileNotFoundError:
            raise Http404 from None
        self.call(attachments.attachment_downloaded, attachment=paper)
        response = HttpResponse(content, content_type=paper.blob.file_kind.media_type)
        response["Content-Disposition"] = content_disposition_header(True, paper.name)  # noqa: FBT003
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class AttachmentPreviewPage(OfPaper):
    """A page drawn anew: the only form in which a paper is shown."""

    kind = "preview"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        paper = self.record
        number = max(_number(request.GET.get("page")), 1)
        drawn = attachments.preview(paper.blob, number - 1, request.GET.get("size", "large"))
        if drawn is None:
            raise Http404
        response = HttpResponse(drawn, content_type="image/jpeg")
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Content-Disposition"] = "inline"
        return response


class PaperChange(OfPaper):
    """Changing a paper: who may add to its record, where papers do not stay."""

    @classmethod
    def is_for(cls, user: Any, record: Any = None) -> bool:
        if record is None:
            return True
        found = attachments.seen_by(user, record)
        return found is not None and found[0].may_change(user, found[1])


class AttachmentReplacePage(PaperChange):
    """A newer version in its place."""

    kind = "replace"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(request, papers_address(self.subject))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        paper = self.check_record()
        refused = []
        try:
            upload = request.FILES.get("files")
            if upload is None:
                raise BusinessError(_("Choose a file."), field="files")
            self.call(attachments.attachment_replace, attachment=paper, upload=upload)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            refused = [str(refusal)]
        if self.request.htmx:
            context = papers_context(self.subject, request.user)
            shown = {"record": self.subject, "papers": context, "papers_refused": refused}
            return self.answer(shown, part="generic/_papers.html")
        for sentence in refused:
            messages.error(request, sentence)
        return redirect(request, papers_address(self.subject))


class AttachmentRemovePage(PaperChange, ActionPage):
    """Off the record, with the reason."""

    kind = "action"
    service = attachments.attachment_remove
    form_class = forms.ReasonForm
    label = gettext_lazy("Take off")
    danger = True

    @classmethod
    def why_not(cls, record: Attachment, user: Any = None) -> str:
        return "" if record.is_current else _("This paper was replaced or removed meanwhile.")

    def success_url(self, record: Attachment, result: Any) -> str:
        return papers_address(self.subject)


def papers_address(record: Any) -> str:
    """The tab of the record's papers."""
    return f"{record_address(record)}?{urlencode({'tab': 'papers'})}"


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


pages = (
    PaperAddPage,
    AttachmentDetailPage,
    AttachmentFilePage,
    AttachmentPreviewPage,
    AttachmentReplacePage,
    AttachmentRemovePage,
)
