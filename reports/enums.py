"""Kinds and life of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportKind(models.TextChoices):
    """How long a period a report covers."""

    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    YEARLY = "yearly", _("Yearly")


# Shorter than the month a plan is set for.
SHORT_KINDS = {ReportKind.DAILY, ReportKind.WEEKLY}


class GroupKey(models.TextChoices):
    """What a report groups by."""

    SALESPERSON = "salesperson", _("Salesperson")
    REGION = "region", _("Region")
    CATEGORY = "category", _("Product category")
    CUSTOMER_CLASS = "customer_class", _("Customer class")
    CUSTOMER = "customer", _("Customer")
    PRODUCT = "product", _("Product")


class Event(models.TextChoices):
    """What this app announces and writes into the trail."""

    REPORT_FROZEN = "reports.report_frozen", _("Report frozen")
    REPORT_REVISED = "reports.report_revised", _("Report revised")
    REPORT_EXPORTED = "reports.report_exported", _("Report exported")
    RESULT_ASKED = "reports.result_asked", _("Put up for confirmation")
    RESULT_CONFIRMED = "reports.result_confirmed", pgettext_lazy("quarter", "Confirmed")
    RESULT_DISPUTED = "reports.result_disputed", _("Disputed")
    RESULT_ANSWERED = "reports.result_answered", _("Dispute answered")
    RESULT_CHECKED = "reports.result_checked", _("Checked against accounting")


class Figure(models.TextChoices):
    """The figures of a report, in the order they are read."""

    AMOUNT = "amount", _("Amount")
    QUANTITY = "quantity", _("Quantity")
    COST = "cost", _("Cost")
    GROSS_PROFIT = "gross_profit", _("Gross profit")
    MARGIN = "margin", _("Gross margin")
    ORDERS = "orders", _("Number of orders")
    CUSTOMERS = "customers", _("Number of customers")
    NEW_CUSTOMERS = "new_customers", _("New customers")
    AVERAGE_PRICE = "average_price", _("Average price")
    RECEIPTS = "receipts", _("Receipts")
    RECEIVABLE = "receivable", _("Receivable")


COUNT_FIGURES = {Figure.ORDERS, Figure.CUSTOMERS, Figure.NEW_CUSTOMERS}
# What a frozen report may not show to whom: the figures behind core.secrecy.COST.
COST_FIGURES = {Figure.COST, Figure.GROSS_PROFIT, Figure.MARGIN}


class ResultStatus(models.TextChoices):
    """Where a salesperson's quarter stands."""

    ASKED = "asked", _("To be confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("quarter", "Confirmed")
    DISPUTED = "disputed", _("Disputed")
    CHECKED = "checked", _("Checked against accounting")
    REPLACED = "replaced", _("Replaced by a correction")

    @property
    def tone(self) -> str:
        """How the state is drawn."""
        return TONES[self.value]


TONES = {
    "asked": "wait",
    "confirmed": "flow",
    "disputed": "stop",
    "checked": "done",
    "replaced": "void",
}

R = ResultStatus
RESULT_MOVES: dict[str, set[str]] = {
    R.ASKED: {R.CONFIRMED, R.DISPUTED, R.REPLACED},
    R.DISPUTED: {R.ASKED, R.REPLACED},
    R.CONFIRMED: {R.CHECKED, R.REPLACED},
    R.CHECKED: {R.REPLACED},
    R.REPLACED: set(),
}
