"""Entry: a form, one service call, errors at the field, nothing lost and nothing done twice."""

from typing import Any, ClassVar

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core.errors import BusinessError, Busy, NotAllowed, Sentence, StaleSave
from core.ui.forms import bind_error, in_words, make_form
from core.ui.keys import keys_of
from core.wholes import one_transaction

from .page import Page, parameters_of
from .sending import AT_ONCE, led_before, record_address, redirect, remember


class FormPage(Page):
    """What create and edit pages share."""

    generic = "form"
    form_class: ClassVar[Any]
    done: ClassVar[Sentence] = ""

    def subject(self) -> Any:
        """The record being edited, ``None`` for a new one."""
        return None

    def initial(self) -> dict[str, Any]:
        """What stands in the form at first; a query parameter of a field's name overrides it."""
        return {}

    def extra_forms(self, data: Any, files: Any) -> dict[str, BaseFormSet]:
        """Line grids; each becomes an argument of its name: a list of cleaned rows."""
        return {}

    def arguments(self, form: Any) -> dict[str, Any]:
        """What the form gives the service."""
        return dict(form.cleaned_data)

    def success_url(self, record: Any) -> str:
        """Where one is led afterwards."""
        return record_address(record)

    def message(self, _record: Any) -> str:
        """What is said afterwards; empty when something else was said already."""
        return str(self.done or _("Saved."))

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = make_form(self.form_class, self, self.subject())
        return self._form(form, self.extra_forms(None, None))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subject = self.subject()
        form = make_form(self.form_class, self, subject, request.POST, request.FILES)
        extras = self.extra_forms(request.POST, request.FILES)
        # A list, so that every part says its errors at once.
        if not all([form.is_valid(), *[extra.is_valid() for extra in extras.values()]]):
            return self._form(form, extras, status=422)
        try:
            with one_transaction():
                submission, answer = led_before(request)
                if answer:
                    return redirect(request, answer)
                result = self.perform(form, extras, subject)
                record = result if result is not None else subject
                answer = self.success_url(record)
                remember(submission, answer)
        except (NotAllowed, Busy):
            raise
        except StaleSave as refusal:
            return self._stale(form, extras, refusal)
        except BusinessError as refusal:
            bind_error(form, refusal)
            return self._form(form, extras, status=422)
        if said := self.message(record):
            messages.success(request, said)
        return redirect(request, answer)

    def perform(self, form: Any, extras: dict[str, BaseFormSet], subject: Any) -> Any:
        """Call the service with what was typed."""
        arguments = self.arguments(form)
        for name, extra in extras.items():
            arguments[name] = [row.cleaned_data for row in extra.forms if _is_kept(row)]
        if subject is not None:
            arguments[self.argument()] = subject
            if "seen_version" in parameters_of(self.service):
                arguments.setdefault("seen_version", self._seen_version())
        return self.call(self.service, **arguments)

    def _stale(self, form: Any, extras: Any, refusal: StaleSave) -> HttpResponse:
        """Both versions side by side; saving again keeps mine."""
        fresh = self.rows().get(pk=self.subject().pk)
        theirs = make_form(self.form_class, self, fresh)
        differences = []
        for name, field in form.fields.items():
            bound = theirs[name]
            if name in form.cleaned_data and field.has_changed(bound.initial, _raw(form, name)):
                differences.append(
                    {
                        "label": form[name].label,
                        "theirs": in_words(field, bound.initial),
                        "mine": in_words(field, _raw(form, name)),
                    }
                )
        self.version_shown = getattr(fresh, "version", "")
        context = {"stale": refusal, "differences": differences}
        return self._form(form, extras, status=409, **context)

    version_shown: Any = None

    def _form(self, form: Any, extras: Any, *, status: int = 200, **more: Any) -> HttpResponse:
        subject = self.subject()
        version = self.version_shown
        if version is None and self.request.method == "POST":
            version = self.request.POST.get("seen_version", "")
        elif version is None:
            version = getattr(subject, "version", "")
        context = {
            "form": form,
            "extras": extras,
            "record": subject,
            "seen_version": version,
            "back": record_address(subject) if subject is not None else "",
            "title": self.title or str(subject or self.model._meta.verbose_name),
            **more,
        }
        part = "generic/_form.html" if self.request.htmx else ""
        return self.answer(context, status=status, part=part)


class CreatePage(FormPage):
    """A new record."""

    kind = "create"


class GatherPage(FormPage):
    """One form for many records: the button of a list leads here, the ticked ones in ``?ids=``.

    The service takes them in the plural of its noun, and is not called without any.
    """

    kind = "gather"
    takes_none: ClassVar[bool] = False  # the form may name them otherwise, when none was ticked
    gathers = True
    label: ClassVar[Sentence] = ""
    icon: ClassVar[str] = ""
    confirm: ClassVar[Sentence] = ""
    danger: ClassVar[bool] = False
    to: ClassVar[str] = ""
    states: ClassVar[Any] = ()

    @cached_property
    def asked(self) -> str:
        """The keys of what was ticked, as the form sent back or the address at first says."""
        sent = self.request.POST if self.request.method == "POST" else self.request.GET
        return str(sent.get("ids", ""))

    @cached_property
    def ticked(self) -> list[Any]:
        """The records ticked, as far as the person sees them and they still may be gathered."""
        keys = keys_of(self.asked.split(",")[:AT_ONCE])
        return list(self.rows().filter(pk__in=keys)) if keys else []

    def arguments(self, form: Any) -> dict[str, Any]:
        given = {name: value for name, value in form.cleaned_data.items() if name != "ids"}
        return {**given, f"{self.argument()}s": self.ticked}

    def perform(self, form: Any, extras: dict[str, BaseFormSet], subject: Any) -> Any:
        if not self.ticked and (self.asked or not self.takes_none):
            raise BusinessError(_("None of what was ticked can be taken any more."), code="gone")
        return super().perform(form, extras, subject)

    def answer(self, context: dict[str, Any], *, status: int = 200, part: str = "") -> HttpResponse:
        return super().answer({**context, "ticked": self.ticked}, status=status, part=part)


class EditPage(FormPage):
    """Changes to a record."""

    kind = "edit"
    on_record = True

    @classmethod
    def why_not(cls, record: Any, user: Any = None) -> str:
        """Why the record cannot be edited now; '' when it can."""
        return ""

    def way_out(self, record: Any) -> str:
        return record_address(record)

    def subject(self) -> Any:
        record = self.check_record()
        reason = self.why_not(record, self.request.user)
        if reason:
            raise NotAllowed(reason)
        return record


def _is_kept(row: Any) -> bool:
    return bool(row.cleaned_data) and not row.cleaned_data.get("DELETE")


def _raw(form: Any, name: str) -> Any:
    return form[name].data
