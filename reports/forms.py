"""What a person may ask of a report."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import periods
from core.errors import BusinessError
from core.ui.forms import DateInput, Form
from orders.enums import Basis
from reports.enums import GroupKey, ReportKind
from reports.selectors import Question


class QuestionForm(forms.Form):
    """Period, basis, tax, returns and grouping: all in the URL, so that a view can be sent."""

    kind = forms.ChoiceField(label=_("Period"), choices=ReportKind)
    on = forms.DateField(label=_("Day in it"), widget=DateInput)
    basis = forms.ChoiceField(label=_("Basis"), choices=Basis)
    tax = forms.ChoiceField(
        label=_("Tax"), choices=[("incl", _("tax included")), ("excl", _("without tax"))]
    )
    returns = forms.ChoiceField(
        label=_("Returns"),
        choices=[("in", _("returns deducted")), ("out", _("returns not deducted"))],
    )
    by = forms.ChoiceField(label=_("Grouped by"), choices=GroupKey)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for field in self.fields.values():
            field.widget.attrs.setdefault("class", "bo-input")

    def clean_on(self) -> date:
        """The day, if its period can be asked for."""
        on: date = self.cleaned_data["on"]
        try:
            periods.check_reach(on, self.today)
        except BusinessError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return on

    def question(self) -> Question:
        """The question of the cleaned form, asked today."""
        asked: dict[str, Any] = self.cleaned_data
        return Question(
            kind=asked["kind"],
            on=asked["on"],
            basis=asked["basis"],
            includes_tax=asked["tax"] == "incl",
            includes_returns=asked["returns"] == "in",
            by=(asked["by"],),
            today=self.today,
        )


class CheckForm(Form):
    """What accounting has of a quarter, and why it differs."""

    booked_amount = forms.DecimalField(
        label=_("Amount in accounting"), max_digits=18, decimal_places=2
    )
    remark = forms.CharField(
        label=_("Why it differs"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    layout = [("booked_amount", 6), ("remark", 12)]
