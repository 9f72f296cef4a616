"""What can be done with a request: one small class per command."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from approvals import services
from approvals.enums import RequestStatus
from approvals.forms import (
    AddReaderForm,
    AddSignerForm,
    ApproveForm,
    CommentForm,
    DropSignerForm,
    HandOverForm,
    ReturnForm,
)
from approvals.models import Request
from approvals.selectors import Standing, standing_of
from core.clock import business_today
from core.search_text import normalize, sound
from core.ui import ActionPage, LookupPage
from core.ui.forms import ReasonForm
from core.ui.pages.lookup import LIMIT

S = RequestStatus


class RequestStepPage(ActionPage):
    """A command on a request; its button is there for whom it is, and only then."""

    model = Request
    permission = "approvals.view_request"

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.noun = "approval"

    @classmethod
    def argument(cls) -> str:
        return "approval"  # a request is something else to a page

    @classmethod
    def standing(cls, record: Request, user: Any) -> Standing:
        return standing_of(record, user, business_today())

    @classmethod
    def button(cls, record: Request, user: Any) -> dict[str, Any] | None:
        shown = cls.is_offered(record, cls.standing(record, user))
        return super().button(record, user) if shown else None

    @classmethod
    def is_offered(cls, record: Request, standing: Standing) -> bool:
        """Whether the button has a place at all."""
        return standing.is_asked

    @classmethod
    def why_not(cls, record: Request, user: Any = None) -> str:
        if user is None or cls.is_offered(record, cls.standing(record, user)):
            return ""
        return cls.refusal(record, user)

    @classmethod
    def refusal(cls, record: Request, user: Any) -> str:
        """Why this person cannot do it now."""
        if record.maker_id == user.pk:
            return _("Nobody approves what they asked for themselves.")
        if record.status != S.WAITING:
            return _("Not possible while “%(state)s”.") % {"state": record.get_status_display()}
        return _("This step waits for %(people)s.") % {"people": record.waits_for or "—"}


class RequestApprovePage(RequestStepPage):
    """Sign."""

    service = services.request_approve
    form_class = ApproveForm
    label = gettext_lazy("Approve")
    primary = True
    done = gettext_lazy("Signed: %(record)s.")


class RequestReturnPage(RequestStepPage):
    """Back to the maker or to an earlier step."""

    service = services.request_return
    form_class = ReturnForm
    label = pgettext_lazy("approval", "Return")
    done = gettext_lazy("Returned: %(record)s.")


class RequestRejectPage(RequestStepPage):
    """No, for good."""

    service = services.request_reject
    form_class = ReasonForm
    label = gettext_lazy("Reject")
    danger = True
    done = gettext_lazy("Rejected: %(record)s.")


class RequestHandOverPage(RequestStepPage):
    """Another signs instead."""

    service = services.request_hand_over
    form_class = HandOverForm
    label = gettext_lazy("Hand my signature over")


class RequestAddSignerPage(RequestStepPage):
    """Another signs too."""

    service = services.request_add_signer
    form_class = AddSignerForm
    label = gettext_lazy("Add a signer")


class RequestDropSignerPage(RequestStepPage):
    """An added signer is not needed after all."""

    service = services.request_drop_signer
    form_class = DropSignerForm
    label = gettext_lazy("Take a signer back")

    @classmethod
    def is_offered(cls, record: Request, standing: Standing) -> bool:
        return standing.may_drop

    @classmethod
    def refusal(cls, record: Request, user: Any) -> str:
        return _("Only a signer you added yourself, and who has not signed, can be taken back.")


class RequestAddReaderPage(RequestStepPage):
    """Another reads it."""

    service = services.request_add_reader
    form_class = AddReaderForm
    label = gettext_lazy("Copy to")

    @classmethod
    def is_offered(cls, record: Request, standing: Standing) -> bool:
        return True

    def arguments(self, form: Any) -> dict[str, Any]:
        return {"people": [form.cleaned_data["person"]], "comment": form.cleaned_data["comment"]}


class RequestCommentPage(RequestStepPage):
    """Say something."""

    service = services.request_comment
    form_class = CommentForm
    label = gettext_lazy("Comment on it")
    done = gettext_lazy("Said: %(record)s.")

    @classmethod
    def is_offered(cls, record: Request, standing: Standing) -> bool:
        return True


class RequestWithdrawPage(RequestStepPage):
    """The maker takes it back."""

    service = services.request_withdraw
    form_class: ClassVar[Any] = ReasonForm
    label = gettext_lazy("Withdraw")
    done = gettext_lazy("Withdrawn: %(record)s.")

    @classmethod
    def is_offered(cls, record: Request, standing: Standing) -> bool:
        return standing.is_maker and standing.is_open

    @classmethod
    def refusal(cls, record: Request, user: Any) -> str:
        return _("Only %(maker)s, who asked, may do this.") % {"maker": record.maker}


class RequestRecallPage(RequestStepPage):
    """Take back one's own signature."""

    service = services.request_recall
    form_class: ClassVar[Any] = ReasonForm
    label = gettext_lazy("Recall my signature")
    done = gettext_lazy("Recalled: %(record)s.")

    @classmethod
    def is_offered(cls, record: Request, standing: Standing) -> bool:
        return standing.may_recall

    @classmethod
    def refusal(cls, record: Request, user: Any) -> str:
        return _("Only who signed last may recall, before anybody after has acted.")


class UserLookupPage(LookupPage):
    """Colleagues by name."""

    model = User
    permission = "approvals.view_request"
    namespace = "approvals"
    search = ["full_name", "username", "employee_number"]
    order_by = ["username"]

    def rows(self) -> Any:
        return super().rows().filter(is_active=True).select_related("department")

    def found(self, text: str) -> list[Any]:
        """By name, log-in and number first, then by the sound of the name, kept by no column."""
        known = super().found(text)
        letters = normalize(text).replace(" ", "")
        if len(known) >= LIMIT or not (letters.isascii() and letters.isalpha()):
            return known
        there = {person.pk for person in known}
        heard = [
            person
            for person in self.rows().order_by(*self.order_by)
            if person.pk not in there
            and any(form.startswith(letters) for form in sound(person.full_name))
        ]
        return [*known, *heard][:LIMIT]

    def note(self, record: User) -> str:
        return str(record.department or "")


pages = [
    RequestApprovePage,
    RequestReturnPage,
    RequestRejectPage,
    RequestHandOverPage,
    RequestAddSignerPage,
    RequestDropSignerPage,
    RequestAddReaderPage,
    RequestCommentPage,
    RequestWithdrawPage,
    RequestRecallPage,
    UserLookupPage,
]
