"""Who reads why something is asked, and what was said of it: the words may name a price."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from accounts.models import User
from approvals.models import Assignment, Decision, Request
from core.secrecy import AMOUNT, may_see

from .tasks import principals_of


def read_by(user: User, requests: Sequence[Request], subject: Model | None, on: date) -> set[int]:
    """Of the requests about a record those, by key, whose words the person reads on that day.

    All for whom the record's amounts are no secret. Else what they asked themselves, and what
    they are or were asked to sign, or stand in to sign: nobody signs without knowing why.
    """
    if may_see(user, AMOUNT, subject):
        return {each.pk for each in requests}
    asked = Assignment.objects.filter(
        request__in=requests, person__in=[user.pk, *principals_of(user, on)]
    )
    own = {each.pk for each in requests if each.maker_id == user.pk}
    return own | set(asked.values_list("request", flat=True))


def with_words(lines: Iterable[Decision], user: Any, read: set[int]) -> None:
    """Give each line its ``shown_comment``; one's own words one reads again."""
    for line in lines:
        is_read = line.request_id in read or line.decided_by_id == user.pk
        line.shown_comment = line.comment if is_read else ""
