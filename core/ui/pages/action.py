"""Actions on a record: one source for button, address and check."""

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from core.errors import BusinessError, Busy, NotAllowed, Sentence, StaleSave
from core.ui.forms import bind_error, make_form
from core.wholes import one_transaction

from .page import Page, parameters_of
from .sending import led_before, record_address, redirect, remember
from .urls import pages_of


class ActionPage(Page):
    """A command on one record: a POST, or a small form first."""

    kind = "action"
    on_record = True
    label: ClassVar[Sentence] = ""
    icon: ClassVar[str] = ""
    to: ClassVar[str] = ""
    states: ClassVar[Any] = ()
    form_class: ClassVar[Any] = None
    primary: ClassVar[bool] = False
    danger: ClassVar[bool] = False
    confirm: ClassVar[Sentence] = ""
    done: ClassVar[Sentence] = ""
    gathers: ClassVar[bool] = False
    follow: ClassVar[str] = ""  # a template below the fields of the dialog

    # allowed now?

    @classmethod
    def why_not(cls, record: Any, user: Any = None) -> str:
        """Why not now, '' when nothing stands in the way; override for more reasons."""
        return cls.state_refusal(record)

    @classmethod
    def state_refusal(cls, record: Any) -> str:
        """The sentence when the record's state does not allow it."""
        status = getattr(record, "status", None)
        if cls.to:
            legal = str(cls.to) in {str(s) for s in record.MOVES.get(status, ())}
        else:
            legal = not cls.states or status in {str(s) for s in cls.states}
        if legal:
            return ""
        word = dict(record._meta.get_field("status").flatchoices).get(status, status)
        return _("Not possible while “%(state)s”.") % {"state": word}

    @classmethod
    def button(cls, record: Any, user: Any) -> dict[str, Any] | None:
        """What the record page shows: a button, a dashed one with the reason, or nothing."""
        if not cls.is_for(user):
            return None
        reason = cls.why_not(record, user)
        if not reason and not cls.is_for(user, record):
            reason = _("Somebody else has to do this.")
        return {
            "page": cls,
            "label": cls.label,
            "url": cls.address(record.pk),
            "reason": reason,
            "has_form": cls.form_class is not None,
            "submission": str(uuid.uuid4()),
            "version": getattr(record, "version", ""),
        }

    # one request

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if self.form_class is None:
            return HttpResponseNotAllowed(["POST"])
        record = self.check_record()
        reason = self.why_not(record, request.user)
        if reason:
            return self._refused(reason)
        return self._dialog(make_form(self.form_class, self, record))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.check_record()
        form = None
        if self.form_class is not None:
            form = make_form(self.form_class, self, record, request.POST, request.FILES)
            if not form.is_valid():
                return self._dialog(form, status=422)
        try:
            with one_transaction():
                submission, answer = led_before(request)
                if answer:
                    return redirect(request, answer)
                result = self.act(record, form)
                answer = self.success_url(record, result)
                remember(submission, answer)
        except (NotAllowed, Busy):
            raise
        except BusinessError as refusal:
            if form is None:
                return self._refused(str(refusal))
            bind_error(form, refusal)
            self.is_stale = isinstance(refusal, StaleSave)
            return self._dialog(form, status=409 if self.is_stale else 422)
        messages.success(request, self.message(record))
        return redirect(request, answer)

    def act(self, record: Any, form: Any) -> Any:
        """Do it, unless something stands in the way."""
        reason = self.why_not(record, self.request.user)
        if reason:
            raise BusinessError(reason, code="not_now")
        return self.perform(record, form)

    def perform(self, record: Any, form: Any) -> Any:
        """Call the service; what the reader had not seen is not acted upon."""
        arguments = {self.argument(): record, **self.arguments(form)}
        if "seen_version" in parameters_of(self.service):
            arguments.setdefault("seen_version", self._seen_version())
        return self.call(self.service, **arguments)

    def arguments(self, form: Any) -> dict[str, Any]:
        """What the form gives the service."""
        return dict(form.cleaned_data) if form is not None else {}

    is_stale = False

    @property
    def version_shown(self) -> Any:
        """The version the dialog is about; once it was refused as stale, the one shown now."""
        seen = None if self.is_stale else self._seen_version()
        return getattr(self.record, "version", "") if seen is None else seen

    def initial(self) -> dict[str, Any]:
        """What stands in the dialog at first."""
        return {}

    def facts(self, record: Any) -> dict[str, Any]:
        """What ``follow`` shows."""
        return {}

    def message(self, record: Any) -> str:
        done = self.done or _("Done: %(action)s, %(record)s.")
        return str(done) % {"action": self.label, "record": record}

    def success_url(self, record: Any, result: Any) -> str:
        """Where one is led afterwards: the record."""
        return record_address(record)

    def _refused(self, sentence: str) -> HttpResponse:
        messages.error(self.request, sentence)
        return redirect(self.request, self.refused_url(self.record))

    def refused_url(self, record: Any) -> str:
        """Where a refusal is read: the record's page, else the list of its kind."""
        address = record_address(record)
        listing = next(iter(pages_of(type(record), "list")), None)
        if address == "/" and listing is not None and listing.is_for(self.request.user):
            return str(listing.address())
        return address

    def _dialog(self, form: Any, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "record": self.record, "title": self.label}
        context |= self.facts(self.record)
        part = "generic/_action.html" if self.request.htmx else ""
        return self.answer(context, status=status, part=part)
