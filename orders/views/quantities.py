"""An action that asks for a number on each line: a dialog with a table, or a page of its own."""

from typing import Any

from django.http import HttpResponse

from core.ui import ActionPage


class QuantitiesPage(ActionPage):
    """Subclasses name the service and turn the typed numbers into its arguments."""

    template = "orders/quantities.html"

    def initial(self) -> dict[str, Any]:
        """Today, wherever a day is asked for."""
        return {"on": self.today, "confirmed_on": self.today}

    def _dialog(self, form: Any, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "record": self.record, "title": self.label}
        part = "orders/_quantities.html" if self.request.htmx else ""
        return self.answer(context, status=status, part=part)


class DatedAction(ActionPage):
    """An action whose form begins with today."""

    def initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": self.today}
