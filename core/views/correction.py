"""The register of errors: entered once, corrected, counted by person and kind."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import corrections
from core.errors import BusinessError, NotAllowed
from core.lists import CorrectionList
from core.models import Correction, ErrorCause, ErrorKind
from core.secrecy import AMOUNT
from core.ui.forms import Form
from core.ui.lists import Column
from core.ui.pages import ActionPage, CreatePage, DetailPage, ListPage, Page, Section
from core.ui.pages.sending import record_link, redirect


class ErrorForm(Form):
    """What was wrong, why, whose, and when it was found and corrected."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind of error"), choices=ErrorKind.choices)
    cause = forms.ChoiceField(label=gettext_lazy("Cause"), choices=ErrorCause.choices)
    made_by = forms.ModelChoiceField(
        label=gettext_lazy("Made by"),
        required=False,
        queryset=get_user_model()._default_manager.none(),
    )
    found_on = forms.DateField(label=gettext_lazy("Found on"))
    corrected_on = forms.DateField(label=gettext_lazy("Corrected on"), required=False)
    description = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    layout = [
        ("kind", 4),
        ("cause", 4),
        ("made_by", 4),
        ("found_on", 4),
        ("corrected_on", 4),
        ("description", 12),
    ]

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = get_user_model()._default_manager.filter(is_active=True)
        self.offer("made_by", people.visible_to(user).order_by("full_name"))


class ErrorOfPage(ActionPage):
    """Enter an error of a record; after a correction the form begins with what is known of it."""

    permission = "core.register_correction"
    label = gettext_lazy("Register an error")
    form_class = ErrorForm

    def initial(self) -> dict[str, Any]:
        begun: dict[str, Any] = {"found_on": self.today}
        offer = corrections.offered(self.record)
        if offer is None:
            return begun
        facts = offer.facts(self.record)
        return {**begun, "kind": offer.kind, "corrected_on": self.today, **facts}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form, or the one click that says it was none."""
        if "no_error" not in request.POST:
            return super().post(request, **kwargs)
        record = self.check_record()
        try:
            self.call(corrections.deny, subject=record)
        except NotAllowed:
            raise
        except BusinessError as refusal:
            messages.info(request, str(refusal))
        else:
            messages.success(request, _("Noted: it was no error."))
        return redirect(request, self.success_url(record, None))

    def perform(self, record: Any, form: Any) -> Correction:
        offer = corrections.offered(record)
        once = offer.name_for(record) if offer else ""
        entered: Correction = self.call(
            corrections.register, subject=record, once=once, **form.cleaned_data
        )
        return entered


class CorrectionListPage(ListPage):
    """The register."""

    list_class = CorrectionList
    permission = "core.view_correction"
    create = "core:correction_create"


class CorrectionCreatePage(CreatePage):
    """An error that belongs to no record of ours."""

    model = Correction
    title = gettext_lazy("Register an error")
    form_class = ErrorForm
    service = corrections.register
    permission = "core.register_correction"

    def initial(self) -> dict[str, Any]:
        return {"found_on": self.today}


class CorrectionSettleForm(Form):
    """The day it was put right."""

    corrected_on = forms.DateField(label=gettext_lazy("Corrected on"))


class CorrectionSettlePage(ActionPage):
    """It has been put right."""

    model = Correction
    service = corrections.settle
    permission = "core.register_correction"
    label = gettext_lazy("Mark as corrected")
    form_class = CorrectionSettleForm
    primary = True

    @classmethod
    def why_not(cls, record: Correction, user: Any = None) -> str:
        return _("It has been corrected already.") if record.corrected_on else ""

    def initial(self) -> dict[str, Any]:
        return {"corrected_on": self.today}


class CorrectionDetailPage(DetailPage):
    """One error."""

    model = Correction
    permission = "core.view_correction"
    template = "core/correction_detail.html"
    sections = [
        Section(
            gettext_lazy("Error"),
            [
                Column("kind", gettext_lazy("Kind of error"), kind="choice", choices=ErrorKind),
                Column("cause", gettext_lazy("Cause"), kind="choice", choices=ErrorCause),
                Column("description", gettext_lazy("What was wrong"), secret=AMOUNT),
                Column("made_by__full_name", gettext_lazy("Made by")),
                Column("found_by__full_name", gettext_lazy("Found by")),
                Column("found_on", gettext_lazy("Found on"), kind="date"),
                Column("corrected_on", gettext_lazy("Corrected on"), kind="date"),
                Column("registered_by__full_name", gettext_lazy("Registered by")),
                Column("registered_at", gettext_lazy("Registered at"), kind="datetime"),
            ],
        )
    ]

    def context(self, record: Correction) -> dict[str, Any]:
        subject = record.subject
        return {"subject": subject, "subject_url": record_link(self.request.user, subject)}


class CorrectionTotalsPage(Page):
    """By person and kind."""

    model = Correction
    permission = "core.view_correction"
    title = gettext_lazy("Errors by person and kind")
    kind = "totals"

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            year = int(request.GET.get("year", ""))
        except ValueError:
            year = self.today.year
        year = min(max(year, 2000), 2999)
        rows = Correction.objects.visible_to(request.user).filter(found_on__year=year)
        return self.answer(
            {
                "people": corrections.totals(rows),
                "kinds": ErrorKind.choices,
                "year": year,
                "list_url": CorrectionListPage.address(),
            }
        )


pages = [
    CorrectionListPage,
    CorrectionCreatePage,
    CorrectionDetailPage,
    CorrectionSettlePage,
    CorrectionTotalsPage,
]
