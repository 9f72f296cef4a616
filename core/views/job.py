"""Work in the background: how far it is, what came of it."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import jobs
from core.lists import JobList
from core.models import Job
from core.ui.pages import ActionPage, DetailPage, ListPage, Page


class JobListPage(ListPage):
    """One's own jobs; all of them for who may view them."""

    list_class = JobList
    permission = None


class JobDetailPage(DetailPage):
    """One job with its bar, which asks the state page."""

    model = Job
    permission = None
    template = "generic/job.html"

    def context(self, record: Job) -> dict[str, Any]:
        return {"state_url": JobStatePage.address(record.pk), "file_url": _file_of(record)}


class JobStatePage(Page):
    """How far it is, for ``progress.js``."""

    model = Job
    permission = None
    kind = "state"
    on_record = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        job = self.record
        words = job.error or job.message or f"{job.progress:,} / {job.total:,}"
        if job.state == Job.State.DONE:
            words = _("%(title)s is done.") % {"title": job.title}
        return JsonResponse(
            {
                "state": job.state,
                "done": job.progress,
                "total": job.total,
                "words": words,
                "url": _file_of(job) or job.result.get("url", ""),
                "cancel_url": JobCancelPage.address(job.pk),
            }
        )


class JobFilePage(Page):
    """The file a job made."""

    model = Job
    permission = None
    kind = "file"
    on_record = True

    def get(self, request: HttpRequest, **kwargs: Any) -> FileResponse:
        job = self.record
        if not job.file:
            raise Http404
        return FileResponse(job.file.open("rb"), as_attachment=True, filename=job.file_name)


class JobCancelPage(ActionPage):
    """No longer wanted."""

    model = Job
    permission = None
    label = gettext_lazy("Cancel")

    @classmethod
    def button(cls, record: Job, user: Any) -> dict[str, Any] | None:
        return super().button(record, user) if record.is_alive else None

    @classmethod
    def why_not(cls, record: Job, user: Any = None) -> str:
        return "" if record.is_alive else _("It has ended.")

    def perform(self, record: Job, form: Any) -> None:
        jobs.cancel(record)


class JobRetryPage(ActionPage):
    """Once more."""

    model = Job
    permission = None
    label = gettext_lazy("Try again")

    @classmethod
    def button(cls, record: Job, user: Any) -> dict[str, Any] | None:
        """Where it would help: not while it goes on, nor after it went well."""
        return None if cls.why_not(record) else super().button(record, user)

    @classmethod
    def why_not(cls, record: Job, user: Any = None) -> str:
        ended = record.state in (Job.State.FAILED, Job.State.CANCELLED)
        return "" if ended else _("Only what failed or was cancelled is tried again.")

    def perform(self, record: Job, form: Any) -> Job:
        return jobs.retry(record, actor=self.request.user)

    def success_url(self, record: Job, result: Job) -> str:
        return JobDetailPage.address(result.pk)


def _file_of(job: Job) -> str:
    return JobFilePage.address(job.pk) if job.file else ""
