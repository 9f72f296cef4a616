"""What production and purchasing see and say; no price anywhere."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.ui import ActionPage, Column, DetailPage, GatherPage, ListPage, Section
from orders.enums import HandOverStatus
from orders.forms.fulfilment import (
    AcknowledgeForm,
    AcknowledgeTogetherForm,
    ProgressForm,
    TakeBackForm,
)
from orders.lists.hand_over import HandOverList
from orders.models import HandOver
from orders.selectors.lateness import whole_due_on
from orders.services import (
    hand_over_acknowledge,
    hand_over_progress,
    hand_over_take_back,
    hand_overs_acknowledge,
)

S = HandOverStatus


class HandOverAcknowledgePage(ActionPage):
    """Seen, and when it will be finished."""

    model = HandOver
    service = hand_over_acknowledge
    permission = "orders.acknowledge_handover"
    label = gettext_lazy("Acknowledge")
    to = S.ACKNOWLEDGED
    form_class = AcknowledgeForm
    primary = True

    def initial(self) -> dict[str, Any]:
        return {"planned_finish_on": whole_due_on(self.record.line)}


class HandOverAcknowledgeTogetherPage(GatherPage):
    """The ticked lines are seen, and finished on one day or each on its own."""

    model = HandOver
    service = hand_overs_acknowledge
    permission = "orders.acknowledge_handover"
    form_class = AcknowledgeTogetherForm
    title = gettext_lazy("Acknowledge hand-overs")
    label = gettext_lazy("Acknowledge")
    to = S.ACKNOWLEDGED
    template = "orders/hand_over_acknowledge_together.html"

    def rows(self) -> Any:
        """The lines that wait for the person's department."""
        waiting = (
            super().rows().filter(status=S.WAITING, department=self.request.user.department_id)
        )
        lines = waiting.select_related("order", "line__product", "line__order")
        return lines.order_by("line__confirmed_on", "pk")

    def perform(self, form: Any, extras: Any, subject: Any) -> Any:
        self.count = super().perform(form, extras, subject)
        return self.count

    def message(self, _record: Any) -> str:
        sentence = ngettext("%(n)d line acknowledged.", "%(n)d lines acknowledged.", self.count)
        return sentence % {"n": self.count}

    def success_url(self, record: Any) -> str:
        return HandOverListPage.address()


class HandOverListPage(ListPage):
    """Lines handed over; opens on those nobody has acknowledged."""

    list_class = HandOverList
    permission = "orders.view_handover"
    opens = "waiting"
    bulk = [HandOverAcknowledgeTogetherPage]


class HandOverProgressPage(ActionPage):
    """So much is finished."""

    model = HandOver
    service = hand_over_progress
    permission = "orders.progress_handover"
    label = gettext_lazy("Report progress")
    states = {S.ACKNOWLEDGED}
    form_class = ProgressForm
    primary = True

    def initial(self) -> dict[str, Any]:
        return {"planned_finish_on": self.record.planned_finish_on, "finished_quantity": None}


class HandOverTakeBackPage(ActionPage):
    """A wrong report of finish is taken back."""

    model = HandOver
    service = hand_over_take_back
    permission = "orders.progress_handover"
    label = gettext_lazy("Take the report back")
    states = {S.ACKNOWLEDGED, S.FINISHED}
    form_class = TakeBackForm

    def initial(self) -> dict[str, Any]:
        return {"finished_quantity": None}

    @classmethod
    def button(cls, record: Any, user: Any) -> dict[str, Any] | None:
        return super().button(record, user) if record.finished_quantity else None

    @classmethod
    def why_not(cls, record: HandOver, user: Any = None) -> str:
        if reason := cls.state_refusal(record):
            return reason
        shipped = record.line.shipped_quantity
        if shipped >= record.finished_quantity:
            quantity = f"{shipped.normalize():f}"
            return _("%(quantity)s are shipped already.") % {"quantity": quantity}
        return ""


class HandOverDetailPage(DetailPage):
    """One line handed over."""

    model = HandOver
    permission = "orders.view_handover"
    stages = [S.WAITING, S.ACKNOWLEDGED, S.FINISHED]
    actions = [HandOverAcknowledgePage, HandOverProgressPage, HandOverTakeBackPage]
    sections = [
        Section(
            gettext_lazy("Hand-over"),
            [
                Column("order__number", gettext_lazy("Order")),
                Column("order__customer__name", gettext_lazy("Customer")),
                Column("line__position", gettext_lazy("Line"), kind="int"),
                Column("line__product__code", gettext_lazy("Product"), kind="code"),
                Column("line__product__name", gettext_lazy("Name")),
                Column("line__specification", gettext_lazy("Specification")),
                Column("quantity", gettext_lazy("Quantity"), kind="quantity"),
                Column("line__unit", gettext_lazy("Unit")),
                Column("finished_quantity", gettext_lazy("Finished"), kind="quantity"),
                Column("line__requested_on", gettext_lazy("Requested for"), kind="date"),
                Column("line__confirmed_on", gettext_lazy("Wanted for"), kind="date"),
                Column("planned_finish_on", gettext_lazy("Planned finish"), kind="date"),
                Column("department__name", gettext_lazy("Department")),
                Column("handed_at", gettext_lazy("Handed over"), kind="datetime"),
                Column("acknowledge_by_at", gettext_lazy("To be acknowledged by"), kind="datetime"),
                Column("order__note", gettext_lazy("Note of the order")),
                Column("note", gettext_lazy("Remarks")),
            ],
        ),
    ]

    def rows(self) -> Any:
        return super().rows().select_related("line__order", "department")


pages = [
    HandOverListPage,
    HandOverDetailPage,
    HandOverAcknowledgePage,
    HandOverAcknowledgeTogetherPage,
    HandOverProgressPage,
    HandOverTakeBackPage,
]
