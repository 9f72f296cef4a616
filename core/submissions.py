"""A form sent twice does its work once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.models import Submission


def once(token: str | UUID, actor: Any, path: str) -> Submission:
    """Claim the form's hidden token in the caller's transaction.

    ``is_repeat`` on the answer tells whether the form was already worked on; ``answer`` then says
    where the first click was led. A second click while the first still works waits for it. If the
    work fails, its transaction gives the token back. Refuses a token that is not one, or another
    person's.
    """
    try:
        key = token if isinstance(token, UUID) else UUID(str(token))
    except ValueError:
        raise _out_of_date() from None
    submission, created = Submission.objects.get_or_create(
        token=key, defaults={"actor_id": getattr(actor, "pk", None), "path": path[:300]}
    )
    if submission.actor_id != getattr(actor, "pk", None) or submission.path != path[:300]:
        raise _out_of_date()
    submission.is_repeat = not created
    return submission


def answered(submission: Submission, address: str) -> None:
    """Remember where the first click was led, for the clicks after it."""
    submission.answer = address[:500]
    submission.save(update_fields=["answer"])


def forget(before: datetime) -> int:
    """Drop tokens of forms sent before that moment."""
    return Submission.objects.filter(at__lt=before).delete()[0]


def _out_of_date() -> BusinessError:
    return BusinessError(
        _("This form is out of date. Please open the page again."), code="submission"
    )
