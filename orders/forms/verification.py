"""The four elements, ticked or not with a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.forms import Form
from orders.enums import Element
from orders.models import Order, OrderLine
from orders.services import Tick

ANSWERS = [("ok", gettext_lazy("Agrees")), ("no", gettext_lazy("Differs"))]
# Of longer orders the chosen lines share one reason.
OWN_REASONS = 60


class VerifyForm(Form):
    """Each element is answered; a wrong one says why and may name its lines: one reason for all
    that are chosen, or each its own.
    """

    def __init__(self, *args: Any, record: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = list(record.lines.select_related("product").order_by("position"))
        self.lines = {str(line.pk): line for line in lines}
        self.with_own = len(lines) <= OWN_REASONS
        for value, label in Element.choices:
            self.fields[value] = forms.ChoiceField(
                label=label, choices=ANSWERS, required=False, widget=forms.RadioSelect
            )
            self.fields[f"{value}_reason"] = self._reason(_("What is wrong"))
            self.fields[f"{value}_lines"] = forms.MultipleChoiceField(
                label=_("Lines"),
                choices=[(pk, str(line.position)) for pk, line in self.lines.items()],
                required=False,
            )
            for pk, line in self.lines.items() if self.with_own else ():
                why = _("What is wrong with line %(n)s") % {"n": line.position}
                self.fields[f"{value}_reason_{pk}"] = self._reason(why)

    def _reason(self, label: str) -> forms.CharField:
        field = forms.CharField(label=label, max_length=200, required=False)
        field.widget.attrs["class"] = "bo-input"
        return field

    @property
    def elements(self) -> list[dict[str, Any]]:
        """The rows of the page."""
        return [
            {
                "value": value,
                "label": label,
                "answer": self[value].value() or "",
                "reason": self[f"{value}_reason"],
                "lines": self._lines_of(value),
                "errors": [
                    *self[value].errors,
                    *self[f"{value}_reason"].errors,
                    *self[f"{value}_lines"].errors,
                ],
            }
            for value, label in Element.choices
        ]

    def _lines_of(self, value: str) -> list[dict[str, Any]]:
        chosen = {str(pk) for pk in self[f"{value}_lines"].value() or []}
        return [
            {
                "line": line,
                "is_chosen": pk in chosen,
                "reason": self[f"{value}_reason_{pk}"] if self.with_own else None,
            }
            for pk, line in self.lines.items()
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for value in Element.values:
            if not values.get(value):
                self.add_error(value, _("Not ticked yet."))
            elif values[value] == "no" and not all(self._reasons(value, values)):
                self.add_error(f"{value}_reason", _("Say what is wrong."))
        return values

    def _reasons(self, value: str, values: dict[str, Any]) -> list[str]:
        """Why each of the chosen lines is wrong, or the order as a whole."""
        shared = values.get(f"{value}_reason") or ""
        chosen = values.get(f"{value}_lines") or []
        return [values.get(f"{value}_reason_{pk}") or shared for pk in chosen] or [shared]

    def ticks(self) -> list[Tick]:
        """What the service takes: one for each element, or for each of its wrong lines."""
        return [tick for value in Element.values for tick in self._ticks(value)]

    def _ticks(self, value: str) -> list[Tick]:
        values = self.cleaned_data
        if values[value] == "ok":
            return [Tick(element=value, is_ok=True)]
        chosen: list[OrderLine | None] = [self.lines[pk] for pk in values[f"{value}_lines"]]
        reasons = self._reasons(value, values)
        return [
            Tick(element=value, is_ok=False, reason=reason, line=line)
            for line, reason in zip(chosen or [None], reasons, strict=True)
        ]
