"""What production, purchasing and the issue log ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.ui.forms import Form, GatherForm
from orders.enums import IssueKind, TellingChannel
from orders.models import HandOver, Order, OrderLine


class AcknowledgeForm(Form):
    """When will it be finished?"""

    planned_finish_on = forms.DateField(label=gettext_lazy("Planned finish"))
    note = forms.CharField(label=gettext_lazy("Remarks"), max_length=300, required=False)
    layout = [("planned_finish_on", 6), ("note", 12)]


class AcknowledgeTogetherForm(GatherForm):
    """When will they be finished?"""

    planned_finish_on = forms.DateField(
        label=gettext_lazy("Planned finish"),
        required=False,
        help_text=gettext_lazy("Left empty, each will be finished on the day it is wanted for."),
    )
    note = forms.CharField(label=gettext_lazy("Remarks"), max_length=300, required=False)
    layout = [("planned_finish_on", 4), ("note", 8)]


class ProgressForm(Form):
    """How much is finished in all? Nothing stands there already: the whole of it ends the line."""

    finished_quantity = forms.DecimalField(
        label=gettext_lazy("Finished in all"),
        max_digits=15,
        decimal_places=3,
        min_value=0,
        required=False,
    )
    is_whole = forms.BooleanField(label=gettext_lazy("All of it is finished"), required=False)
    planned_finish_on = forms.DateField(label=gettext_lazy("Planned finish"), required=False)
    note = forms.CharField(label=gettext_lazy("Remarks"), max_length=300, required=False)
    layout = [("finished_quantity", 6), ("is_whole", 6), ("planned_finish_on", 6), ("note", 12)]

    def __init__(self, *args: Any, record: HandOver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = record.quantity
        shown = f"{record.finished_quantity.normalize():f} / {self.whole.normalize():f}"
        self.fields["finished_quantity"].widget.attrs["placeholder"] = shown

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        given, is_whole = values.get("finished_quantity"), values.pop("is_whole", False)
        if is_whole and given is not None and given != self.whole:
            self.add_error("is_whole", _("Either a quantity or all of it."))
        elif is_whole:
            values["finished_quantity"] = self.whole
        elif given is None and "finished_quantity" not in self.errors:
            self.add_error("finished_quantity", _("Say how much is finished."))
        return values


class TakeBackForm(Form):
    """How much is finished in truth, and why it was reported otherwise."""

    finished_quantity = forms.DecimalField(
        label=gettext_lazy("Finished in truth"), max_digits=15, decimal_places=3, min_value=0
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    layout = [("finished_quantity", 4), ("reason", 8)]


class IssueForm(Form):
    """What went wrong, who sees to it, by when."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=IssueKind.choices)
    line = forms.ModelChoiceField(
        label=gettext_lazy("Line"), queryset=OrderLine.objects.none(), required=False
    )
    description = forms.CharField(
        label=gettext_lazy("What happened"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    owner = forms.ModelChoiceField(label=gettext_lazy("Owner"), queryset=User.objects.none())
    due_on = forms.DateField(label=gettext_lazy("Limit"))
    layout = [("kind", 6), ("line", 6), ("description", 12), ("owner", 6), ("due_on", 6)]

    def __init__(self, *args: Any, record: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("line", record.lines.select_related("order"))
        self.offer("owner", User.objects.active().order_by("full_name"))


class SolveForm(Form):
    """How it was solved."""

    solution = forms.CharField(
        label=gettext_lazy("Solution"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    layout = [("solution", 12)]


class TellForm(Form):
    """Who was told, how, and what was said."""

    salesperson = forms.BooleanField(label=gettext_lazy("Salesperson told"), required=False)
    customer = forms.BooleanField(label=gettext_lazy("Customer told"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=TellingChannel.choices)
    words = forms.CharField(
        label=gettext_lazy("What was said"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    layout = [("salesperson", 4), ("customer", 4), ("channel", 4), ("words", 12)]


class ShortCloseForm(Form):
    """Which line is given up, and why."""

    line = forms.ModelChoiceField(label=gettext_lazy("Line"), queryset=OrderLine.objects.none())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    layout = [("line", 4), ("reason", 8)]

    def __init__(self, *args: Any, record: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_lines = [line.pk for line in record.lines.all() if line.open_quantity > 0]
        lines = record.lines.filter(pk__in=open_lines)
        self.offer("line", lines.select_related("order", "product"))
