"""One request with its timeline, and the lists beside the inbox."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from approvals import services
from approvals.enums import RequestStatus
from approvals.lists import CopiedList, RequestList, SentList, SignedList
from approvals.models import Request
from approvals.selectors import lines_beside_steps, read_by, timeline_of, trail_of, with_words
from core.secrecy import AMOUNT
from core.ui import Column, DetailPage, Figure, ListPage, Section, Tab, inbox
from core.ui.pages.sending import record_address

from .actions import (
    RequestAddReaderPage,
    RequestAddSignerPage,
    RequestApprovePage,
    RequestCommentPage,
    RequestDropSignerPage,
    RequestHandOverPage,
    RequestRecallPage,
    RequestRejectPage,
    RequestReturnPage,
    RequestWithdrawPage,
)


class RequestListPage(ListPage):
    """All requests one may see."""

    list_class = RequestList
    noun = "approval"
    permission = "approvals.view_request"


class BesidePage(ListPage):
    """A list beside the inbox, under the same tabs."""

    permission = "approvals.view_request"
    template = "approvals/beside.html"
    page = "list"

    def context(self, listing: Any) -> dict[str, Any]:
        shown = super().context(listing)
        user, path = self.request.user, self.request.path
        return {**shown, "beside": inbox.tabs_of(user, path), "title": _("Inbox")}


class SentListPage(BesidePage):
    """What I asked for."""

    list_class = SentList
    noun = "sent"


class CopiedListPage(BesidePage):
    """What I am to know of."""

    list_class = CopiedList
    noun = "copied"


class SignedListPage(BesidePage):
    """What I decided."""

    list_class = SignedList
    noun = "signed"


class RequestDetailPage(DetailPage):
    """One request: what is asked, who signs, who said what."""

    model = Request
    noun = "approval"
    permission = "approvals.view_request"
    template = "approvals/request_detail.html"
    stages = None
    actions = [
        RequestApprovePage,
        RequestReturnPage,
        RequestRejectPage,
        RequestHandOverPage,
        RequestAddSignerPage,
        RequestDropSignerPage,
        RequestRecallPage,
        RequestWithdrawPage,
        RequestAddReaderPage,
        RequestCommentPage,
    ]
    sections = [
        Section(
            gettext_lazy("About the request"),
            [
                Column("maker__full_name", gettext_lazy("Maker")),
                Column("department__name", gettext_lazy("Department")),
                Column("region__name", gettext_lazy("Region")),
                Column("submitted_at", gettext_lazy("Submitted at"), kind="datetime"),
                Column("flow_version__flow__name", gettext_lazy("Flow")),
                Column("flow_version__number", gettext_lazy("Version of the flow"), kind="int"),
                Column("decided_at", gettext_lazy("Decided at"), kind="datetime"),
            ],
        ),
    ]
    tabs = [Tab("flow", gettext_lazy("Signatures"), template="approvals/_timeline.html")]

    def rows(self) -> Any:
        return super().rows().select_related("maker", "flow_version__flow", "decided_by")

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        assert isinstance(request.user, User)  # noqa: S101 - nobody is let in without a log-in
        services.request_mark_read(actor=request.user, approval=self.check_record(), at=self.now)
        return super().get(request, **kwargs)

    def figures(self, record: Request) -> list[Figure]:
        """What it is about in money, and where it stands."""
        found = []
        if record.amount is not None:
            found.append(Figure(_("Amount"), record.amount, secret=AMOUNT))
        if record.status != RequestStatus.WAITING:
            found.append(Figure(_("Maker"), record.maker, kind="text"))
            if record.decided_by:
                found.append(Figure(_("Decided by"), record.decided_by, kind="text"))
                found.append(Figure(_("Decided at"), record.decided_at, kind="datetime"))
            return found
        found.append(Figure(_("Step"), record.step_name or "—", kind="text"))
        found.append(Figure(_("Waits for"), record.waits_for or "—", kind="text"))
        if record.due_at:
            late = record.due_at < self.now
            tone = "late" if late else ""
            found.append(Figure(_("Limit"), record.due_at, kind="datetime", tone=tone))
        return found

    def context(self, record: Request) -> dict[str, Any]:
        """The record it is about, the timeline, what was said."""
        user, subject, declared = self.request.user, record.subject, record.declared
        trail = trail_of(record, user)
        read = read_by(user, [record], subject, self.today)
        with_words(trail, user, read)
        return {
            "declared": declared,
            "is_to_mend": record.status == RequestStatus.RETURNED
            and record.maker_id == self.request.user.pk,
            "subject_url": record_address(subject) if subject is not None else "",
            "reason": record.reason if record.pk in read else "",
            "summary": declared.summary(record, user) if declared.summary else [],
            "timeline": timeline_of(record, trail),
            "others": lines_beside_steps(record, trail),
            "readers": record.readers.select_related("person"),
        }


pages = [RequestListPage, SentListPage, CopiedListPage, SignedListPage, RequestDetailPage]
