"""Kinds and life of a report."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """How long a period a report covers."""

    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    YEARLY = "yearly", _("Yearly")


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
    PLAN_SET = "reports.plan_set", _("Plan set")
