"""What was sent to people, and how many know of it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import ExpressionWrapper, F, FloatField, Q
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy as _

from core.models import Sending
from core.ui.lists import Column, ConditionFilter, DateFilter, RecordList, View
from core.ui.pages.urls import may_open_kind

RATE = ExpressionWrapper(
    Cast("read_count", FloatField()) / NullIf(Cast("people_count", FloatField()), 0.0),
    output_field=FloatField(),
)


class SendingList(RecordList):
    """One row for each sending, newest first."""

    name = "sendings"
    model = Sending
    title = _("Sent and read")
    basis = _("Read of those it was sent to; where it has to be confirmed, confirmed")
    columns = [
        Column("subject_text", _("What was sent"), link=True, clip=True, phone=1),
        Column("sent_by__full_name", _("Sender")),
        Column("sent_at", _("Sent at"), kind="datetime", phone=3),
        Column("people_count", _("People"), kind="int", total=True),
        Column("read_count", _("Have read"), kind="int", total=True, phone=2),
        Column("rate", _("Awareness rate"), kind="percent", expression=RATE, sort=False, phone=4),
        Column("chased_at", _("Last chased"), kind="datetime"),
        Column("chased_times", _("Times chased"), kind="int"),
    ]
    filters = [
        ConditionFilter(
            "unread",
            _("Not read by all"),
            condition=lambda today: Q(read_count__lt=F("people_count")),
        ),
        DateFilter("sent_at", _("Sent at")),
    ]
    search = ["subject_text", "sent_by__full_name"]
    views = [View("unread", _("Not read by all"), "unread=1", tone="late")]
    detail = "core:sending_open"
    leads_to = ["subject_type"]
    empty = _("Nothing has been sent to you or by you yet.")

    def may_lead(self, *values: Any) -> bool:
        """Only to kinds of records the reader may open."""
        return may_open_kind(self.user, ContentType.objects.get_for_id(values[0]).model_class())
