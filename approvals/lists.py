"""Requests: all one may see, one's own, those copied to one, those one signed."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from approvals.enums import SIGNING, RequestStatus
from approvals.kinds import kind_choices
from approvals.models import Decision, Request, RequestReader
from core.secrecy import AMOUNT
from core.ui import (
    ChoiceFilter,
    Column,
    ConditionFilter,
    DateFilter,
    Mark,
    ModelFilter,
    NumberFilter,
    RecordList,
    View,
)


def late_mark(value: Any, *, today: Any) -> Mark | None:
    """A step past its limit."""
    return Mark("late", str(_("late"))) if value and value < timezone.now() else None


def is_late(today: Any) -> Q:
    """Requests whose step is past its limit."""
    return Q(status=RequestStatus.WAITING, due_at__lt=timezone.now())


class KindFilter(ChoiceFilter):
    """The kinds the apps declared."""

    def pairs(self) -> list[tuple[str, str]]:
        return kind_choices()


class RequestList(RecordList):
    """Every request the person may see."""

    name = "requests"
    model = Request
    title = _("Approvals")
    basis = _("Basis: requests by the day they were submitted; the amount is in CNY with tax")
    columns = [
        Column("title", _("Asked for"), link=True, clip=True, phone=1),
        Column("subject_text", _("Record"), clip=True, phone=3),
        Column("amount", _("Amount"), kind="money", secret=AMOUNT, phone=2),
        Column("status", _("Status"), kind="state", choices=RequestStatus, phone=4),
        Column("step_name", _("Step"), clip=True),
        Column("waits_for", _("Waits for"), clip=True),
        Column("due_at", _("Limit"), kind="datetime", mark=late_mark),
        Column("maker__full_name", _("Maker")),
        Column("submitted_at", _("Submitted at"), kind="datetime"),
        Column("decided_at", _("Decided at"), kind="datetime", hidden=True),
        Column("decided_by__full_name", _("Decided by"), hidden=True),
        Column("reason", _("Reason"), secret=AMOUNT, hidden=True),
    ]
    filters = [
        ChoiceFilter("status", _("Status"), choices=RequestStatus),
        KindFilter("kind", _("Kind"), choices=()),
        DateFilter("submitted_at", _("Submitted")),
        ModelFilter("maker", _("Maker"), model=User, lookup="approvals:user_lookup"),
        NumberFilter("amount", _("Amount"), secret=AMOUNT),
        ConditionFilter("late", _("Past its limit"), condition=is_late),
    ]
    search = ["title", "subject_text", "maker__full_name"]
    order_by = "-pk"
    detail = "approvals:approval_detail"
    views = [
        View("waiting", _("Under approval"), "status=waiting"),
        View("late", _("Past its limit"), "late=1", tone="late"),
        View("returned", _("Returned"), "status=returned"),
    ]


class SentList(RequestList):
    """What I asked for, and where it stands."""

    name = "requests_sent"
    title = _("Sent by me")
    empty = _("You have asked for no approval yet")

    def rows_for(self) -> Any:
        return super().rows_for().filter(maker=self.user)


class CopiedList(RequestList):
    """What I am to know of."""

    name = "requests_copied"
    title = _("Copied to me")
    empty = _("Nothing was copied to you")

    def rows_for(self) -> Any:
        copied = RequestReader.objects.filter(person=self.user)
        return super().rows_for().filter(pk__in=copied.values("request"))


class SignedList(RequestList):
    """What I signed, returned or rejected."""

    name = "requests_signed"
    title = _("Done by me")
    empty = _("You have signed nothing yet")
    views = []

    def rows_for(self) -> Any:
        mine = Decision.objects.filter(decided_by=self.user, verdict__in=SIGNING)
        return super().rows_for().filter(pk__in=mine.values("request"))
