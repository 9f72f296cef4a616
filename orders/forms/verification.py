"""The four elements, ticked or not with a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.forms import Form
from orders.enums import Element
from orders.models import Order
from orders.services import Tick

ANSWERS = [("ok", gettext_lazy("Agrees")), ("no", gettext_lazy("Differs"))]


class VerifyForm(Form):
    """Each element is answered; a wrong one says why and may name its lines."""

    def __init__(self, *args: Any, record: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(str(line.pk), str(line.position)) for line in record.lines.order_by("position")]
        self.lines = {str(line.pk): line for line in record.lines.all()}
        for value, label in Element.choices:
            self.fields[value] = forms.ChoiceField(
                label=label, choices=ANSWERS, required=False, widget=forms.RadioSelect
            )
            self.fields[f"{value}_reason"] = forms.CharField(
                label=_("What is wrong"), max_length=200, required=False
            )
            self.fields[f"{value}_line"] = forms.ChoiceField(
                label=_("Line"), choices=[("", _("All")), *lines], required=False
            )

    @property
    def elements(self) -> list[dict[str, Any]]:
        """The rows of the page."""
        return [
            {
                "value": value,
                "label": label,
                "answer": self[value].value() or "",
                "reason": self[f"{value}_reason"],
                "line": self[f"{value}_line"],
                "errors": [*self[value].errors, *self[f"{value}_reason"].errors],
            }
            for value, label in Element.choices
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for value in Element.values:
            if not values.get(value):
                self.add_error(value, _("Not ticked yet."))
            elif values[value] == "no" and not values.get(f"{value}_reason"):
                self.add_error(f"{value}_reason", _("Say what is wrong."))
        return values

    def ticks(self) -> list[Tick]:
        """What the service takes."""
        values = self.cleaned_data
        return [
            Tick(
                element=value,
                is_ok=values[value] == "ok",
                reason=values[f"{value}_reason"] if values[value] == "no" else "",
                line=self.lines.get(values[f"{value}_line"]),
            )
            for value in Element.values
        ]
