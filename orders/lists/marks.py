"""What is to be noticed about a date or a state."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.ui import Mark
from orders.enums import ORDER_OPEN


def due_mark(due_on: date | None, status: str, *_: Any, today: date) -> Mark | None:
    """Late with its days, or today, as long as the order is under way."""
    return open_mark(due_on, today=today) if status in ORDER_OPEN else None


def open_mark(due_on: date | None, *_rest: Any, today: date) -> Mark | None:
    """Late with its days, or today, of something still open."""
    if due_on is None or due_on > today:
        return None
    if due_on == today:
        return Mark("today", _("today"))
    days = (today - due_on).days
    return Mark("late", ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days})


def hold_mark(status: str, is_on_hold: bool, *, today: date) -> Mark | None:  # noqa: FBT001
    """The flag beside the state."""
    return Mark("hold", _("On hold")) if is_on_hold else None
