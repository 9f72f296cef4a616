"""The list of frozen reports."""

from django.utils.translation import gettext_lazy as _

from core.secrecy import AMOUNT
from core.ui import BoolFilter, ChoiceFilter, Column, DateFilter, RecordList, View
from orders.enums import Basis
from reports.enums import ReportKind
from reports.models import Report


class ReportList(RecordList):
    """Reports made after close of business, newest first."""

    name = "reports"
    model = Report
    title = _("Reports")
    basis = _("Frozen figures; a correction is the next revision")
    unit = _("reports")
    columns = [
        Column("kind", _("Kind"), kind="choice", choices=ReportKind, link=True, phone=1),
        Column("from_on", _("From"), kind="date", phone=3),
        Column("to_on", _("To"), kind="date"),
        Column("basis", _("Basis"), kind="choice", choices=Basis),
        Column("amount", _("Amount"), kind="money", secret=AMOUNT, phone=2),
        Column("revision", _("Revision"), kind="int"),
        Column("frozen_at", _("Frozen at"), kind="datetime", phone=4),
        Column("is_caught_up", _("Made up later"), kind="bool"),
    ]
    filters = [
        ChoiceFilter("kind", _("Kind"), choices=ReportKind),
        DateFilter("from_on", _("From")),
        ChoiceFilter("basis", _("Basis"), choices=Basis),
        BoolFilter("is_caught_up", _("Made up later")),
    ]
    order_by = "-from_on"
    views = [
        View("daily", _("Daily"), "kind=daily"),
        View("weekly", _("Weekly"), "kind=weekly"),
        View("monthly", _("Monthly"), "kind=monthly"),
    ]
    empty = _("No report has been made yet. The first comes by itself after close of business.")
