"""What is to be noticed about a date or a state."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.errors import Sentence
from core.money import format_money
from core.secrecy import AMOUNT
from core.ui import Column, Mark
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


def stated_mark(_amount: Any, currency: str, stated: Decimal | None, *, today: date) -> Mark | None:
    """What a paper in another currency states, beside what it is worth in CNY."""
    return Mark("beside", f"{currency} {format_money(stated)}") if currency else None


def currency_mark(_price: Any, currency: str, *, today: date) -> Mark | None:
    """The currency of a price, unless it is CNY."""
    return Mark("beside", currency) if currency else None


def stated_amount(label: Sentence, currency: str, **more: Any) -> Column:
    """The amount of a paper in CNY, with what it states beside it; ``currency`` is its path."""
    return Column(
        "gross_amount",
        label,
        kind="money",
        total=True,
        secret=AMOUNT,
        needs=(currency, "foreign_gross_amount"),
        mark=stated_mark,
        **more,
    )


def stated_columns(currency: str) -> list[Column]:
    """Currency and stated amount of a paper as columns of their own, to be chosen."""
    return [
        Column(currency, gettext_lazy("Currency"), key="currency", hidden=True),
        Column(
            "foreign_gross_amount",
            gettext_lazy("Amount with tax in its currency"),
            kind="money",
            secret=AMOUNT,
            hidden=True,
        ),
    ]
