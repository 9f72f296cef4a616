"""What others do for an order: hand-overs and issues."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HandOverStatus(models.TextChoices):
    """Where a hand-over to production or purchasing stands."""

    WAITING = "waiting", _("Not acknowledged")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


HAND_OVER_MOVES: dict[str, set[str]] = {
    HandOverStatus.WAITING: {HandOverStatus.ACKNOWLEDGED, HandOverStatus.CANCELLED},
    HandOverStatus.ACKNOWLEDGED: {HandOverStatus.FINISHED, HandOverStatus.CANCELLED},
    # A report of finish is taken back when it was wrong.
    HandOverStatus.FINISHED: {HandOverStatus.ACKNOWLEDGED},
    HandOverStatus.CANCELLED: set(),
}


class IssueKind(models.TextChoices):
    """What went wrong with an order."""

    DELAY = "delay", _("Delay")
    SHORTAGE = "shortage", _("Shortage")
    QUALITY = "quality", _("Quality")
    TRANSPORT = "transport", _("Transport")


class IssueStatus(models.TextChoices):
    """Where an issue of an order stands."""

    OPEN = "open", pgettext_lazy("issue", "Open")
    SOLVED = "solved", _("Solved")


ISSUE_MOVES: dict[str, set[str]] = {
    IssueStatus.OPEN: {IssueStatus.SOLVED},
    IssueStatus.SOLVED: {IssueStatus.OPEN},
}


class Told(models.TextChoices):
    """Whom an issue is told to."""

    SALESPERSON = "salesperson", _("Salesperson")
    CUSTOMER = "customer", _("Customer")


class TellingChannel(models.TextChoices):
    """How somebody is told of an issue."""

    PHONE = "phone", _("Telephone")
    WECHAT = "wechat", _("WeChat")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")
