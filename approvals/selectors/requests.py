"""What was asked about a record, and who signed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models

from accounts.models import User
from approvals.enums import REQUEST_OPEN, Outcome, RequestStatus, Verdict
from approvals.models import Decision, Request, RequestQuerySet
from core.database import ask, marks

ABOUT = "SELECT id, kind FROM approvals_request WHERE subject_type_id = %s AND subject_id = %s"


@dataclass(frozen=True)
class Signature:
    """Who signed which step when; for whom, when a deputy did."""

    step: str
    who: User
    at: datetime
    comment: str = ""
    in_place_of: User | None = None


def requests_about(subject: models.Model, kind: str = "") -> RequestQuerySet:
    """The requests about a record, the latest first."""
    rows = Request.objects.about(subject)
    return rows.filter(kind=kind) if kind else rows


def open_request(subject: models.Model, kind: str = "") -> Request | None:
    """The request about the record that is not decided yet."""
    of = ContentType.objects.get_for_model(subject).pk
    # Mostly there is none, and every command on an order asks.
    statement = f"{ABOUT} AND status IN ({marks(REQUEST_OPEN)}) ORDER BY id DESC"
    for pk, of_kind in ask(statement, [of, subject.pk, *REQUEST_OPEN]):
        if kind in ("", of_kind):
            return Request.objects.get(pk=pk)
    return None


def approved_digests(subject: models.Model, kind: str) -> dict[str, Request]:
    """What of the record was approved: the newest approval of each content, by its digest."""
    rows = requests_about(subject, kind).filter(status=RequestStatus.APPROVED)
    found: dict[str, Request] = {}
    for request in rows.select_related("decided_by"):
        found.setdefault(request.digest, request)
    return found


def signatures_of(subject: models.Model, kind: str = "") -> list[Signature]:
    """Who signed the newest approved request of each kind, for the printed form."""
    newest: dict[str, Request] = {}
    for request in requests_about(subject, kind).filter(status=RequestStatus.APPROVED):
        newest.setdefault(request.kind, request)
    return signed(newest.values())


def signed(requests: Iterable[Request]) -> list[Signature]:
    """The signatures that hold in these requests, in their order."""
    rows = Decision.objects.filter(
        request__in=requests,
        verdict=Verdict.APPROVED,
        assignment__outcome=Outcome.APPROVED,
        round=models.F("request__round"),
    )
    return [
        Signature(row.step.name, row.decided_by, row.at, row.comment, row.in_place_of)
        for row in rows.select_related("step", "decided_by__signature", "in_place_of").order_by(
            "request", "id"
        )
        if row.step is not None and row.decided_by is not None
    ]
