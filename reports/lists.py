"""Frozen reports, and the quarters of salespeople."""

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region, User
from core.secrecy import AMOUNT
from core.ui import (
    BoolFilter,
    ChoiceFilter,
    Column,
    DateFilter,
    ModelFilter,
    RecordList,
    View,
)
from orders.enums import Basis
from reports.enums import ReportKind, ResultStatus
from reports.models import QuarterResult, Report


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


class QuarterResultList(RecordList):
    """What salespeople sold in a quarter, and whether they agree, latest quarter first."""

    name = "quarter_results"
    model = QuarterResult
    title = _("Quarters of salespeople")
    basis = _("Orders with tax, returns deducted, from the frozen quarterly report")
    unit = _("quarters")
    columns = [
        Column("from_on", _("From"), kind="date", link=True, phone=3),
        Column("to_on", _("To"), kind="date"),
        Column("salesperson__full_name", _("Salesperson"), phone=1),
        Column("region__name", _("Region")),
        Column("status", _("Status"), kind="state", choices=ResultStatus, phone=4),
        Column("amount", _("Amount"), kind="money", total=True, secret=AMOUNT, phone=2),
        Column("planned_amount", _("Plan"), kind="money", total=True, secret=AMOUNT),
        Column("received_amount", _("Receipts"), kind="money", total=True, secret=AMOUNT),
        Column("orders", _("Number of orders"), kind="int", total=True),
        Column("booked_amount", _("In accounting"), kind="money", total=True, secret=AMOUNT),
        Column(
            "difference",
            _("Difference"),
            kind="money",
            total=True,
            secret=AMOUNT,
            expression=F("booked_amount") - F("amount"),
        ),
        Column("confirmed_at", _("Confirmed at"), kind="datetime"),
        Column("checked_by__full_name", _("Checked by"), hidden=True),
    ]
    filters = [
        DateFilter("to_on", _("Ends on")),
        ChoiceFilter("status", _("Status"), choices=ResultStatus),
        ModelFilter("salesperson", _("Salesperson"), model=User),
        ModelFilter("region", _("Region"), model=Region),
    ]
    order_by = "-from_on"
    views = [
        View(
            "open",
            pgettext_lazy("quarter", "Open"),
            "status=asked&status=disputed&status=confirmed",
            tone="wait",
        ),
        View("disputed", _("Disputed"), "status=disputed", tone="late"),
        View("checked", pgettext_lazy("quarter", "Checked"), "status=checked"),
        View("all", _("All"), ""),
    ]
    empty = _("The quarters come by themselves with the frozen quarterly report.")
