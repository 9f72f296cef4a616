"""A period that is closed stays closed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core import audit
from core.clock import FIRST_DAY
from core.database import ask, for_share
from core.errors import BusinessError
from core.models import Period, PeriodLock
from core.rights import demand

from .blocking import blocks_of
from .making import period_of

_OF_DAY = "SELECT id, code, state FROM core_period WHERE from_on <= %s AND to_on >= %s "
# Asked after the period is held: a statement that had to wait would not see the lock of before.
_LOCKED = """
SELECT SUM(CASE WHEN lock.period_id = %s THEN 1 ELSE 0 END),
       SUM(CASE WHEN lock.period_id = %s AND lock.reopened_at IS NULL THEN 1 ELSE 0 END),
       SUM(CASE WHEN period.from_on > %s AND lock.reopened_at IS NULL THEN 1 ELSE 0 END)
FROM core_periodlock lock JOIN core_period period ON period.id = lock.period_id
WHERE lock.ledger = %s
"""

# What can be closed by itself.
LEDGERS = {
    "orders": pgettext_lazy("ledger", "Orders"),
    "money": pgettext_lazy("ledger", "Money"),
    "stock": pgettext_lazy("ledger", "Stock"),
}


class PeriodClosed(BusinessError):
    """The movement is dated in a closed period."""

    code = "period_closed"


def guard(on: date, ledger: str, *, is_historical: bool = False) -> None:
    """Refuse a movement of the ledger dated in a closed period, whoever asks.

    A period that was never closed while a later one is counts as closed, but to what a historical
    batch brings. Inside a transaction the period cannot be closed until that transaction ends.
    """
    _check_ledger(ledger)
    if on < FIRST_DAY:
        raise PeriodClosed(_("%(day)s is too long ago.") % {"day": on.isoformat()})
    held = f"{_OF_DAY}{for_share()}"
    found = ask(held, [on, on])
    if not found:
        period_of(on)
        found = ask(held, [on, on])
    ((pk, code, state),) = found
    known, standing, later = ask(_LOCKED, [pk, pk, on, ledger])[0]
    said = {"period": code, "ledger": LEDGERS[ledger]}
    if standing or state == Period.State.CLOSED:
        raise PeriodClosed(
            _("%(period)s is closed for “%(ledger)s”. Date it in an open period.") % said
        )
    if later and not known and not is_historical:
        raise PeriodClosed(
            _("A later month than %(period)s is closed for “%(ledger)s”. Date it in an open one.")
            % said
        )


def closed_ledgers(period: Period, *, passed_over: bool = True) -> set[str]:
    """The ledgers closed for the period; also those only a later period is closed for."""
    own = dict(period.locks.values_list("ledger", "reopened_at"))
    closed = {ledger for ledger, reopened_at in own.items() if reopened_at is None}
    if not passed_over:
        return closed
    later = PeriodLock.objects.standing().filter(period__from_on__gt=period.from_on)
    return closed | (set(later.values_list("ledger", flat=True)) - set(own))


def closed_spans(ledger: str) -> list[tuple[date, date]]:
    """The days of periods that were closed for the ledger, neighboring ones as one span."""
    _check_ledger(ledger)
    locks = PeriodLock.objects.standing().filter(ledger=ledger)
    closed = locks.order_by("period__from_on").values_list("period__from_on", "period__to_on")
    spans: list[tuple[date, date]] = []
    for first, last in closed:
        if spans and first - spans[-1][1] == timedelta(days=1):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


@transaction.atomic
def close(*, actor: Any, period: Period, ledger: str, at: datetime, reason: str = "") -> None:
    """Close a ledger for the period; with the last one the whole period is closed.

    Waits for the movements under way, and refuses while an app has something unfinished in it.
    Closing twice is closing once.
    """
    demand(actor, "core.close_period", period)
    _check_ledger(ledger)
    # The earlier ones too: what was never closed there is passed over now.
    held = Period.objects.select_for_update().filter(from_on__lte=period.from_on)
    row = list(held.order_by("from_on"))[-1]
    if ledger in closed_ledgers(row, passed_over=False):
        return
    PeriodLock.objects.update_or_create(
        period=row,
        ledger=ledger,
        defaults={"closed_by": actor, "closed_at": at, "reopened_at": None},
    )
    if blocks := blocks_of(row, ledger):
        said = ", ".join(f"{block.sentence} ({block.count})" for block in blocks)
        raise BusinessError(
            _("First has to be finished: %(blocks)s.") % {"blocks": said}, code="blocked"
        )
    if closed_ledgers(row, passed_over=False) >= set(LEDGERS):
        _set_state(row, Period.State.CLOSED)
    period.state = row.state
    audit.record(
        actor=actor,
        verb="period_closed",
        subject=row,
        at=at,
        changes={ledger: ["open", "closed"]},
        reason=reason,
    )


@transaction.atomic
def reopen(*, actor: Any, period: Period, ledger: str, at: datetime, reason: str) -> None:
    """Open a closed ledger again; refuses without a reason."""
    demand(actor, "core.reopen_period", period)
    _check_ledger(ledger)
    if not reason.strip():
        raise BusinessError(_("Say why the period is opened again."), field="reason")
    row = Period.objects.select_for_update().get(pk=period.pk)
    if ledger not in closed_ledgers(row):
        return
    PeriodLock.objects.update_or_create(
        period=row,
        ledger=ledger,
        defaults={"reopened_at": at},
        create_defaults={"closed_by": actor, "closed_at": at, "reopened_at": at},
    )
    _set_state(row, Period.State.OPEN)
    period.state = row.state
    audit.record(
        actor=actor,
        verb="period_reopened",
        subject=row,
        at=at,
        changes={ledger: ["closed", "open"]},
        reason=reason,
    )


def _set_state(period: Period, state: str) -> None:
    period.state = state
    period.save(update_fields=["state"])


def _check_ledger(ledger: str) -> None:
    if ledger not in LEDGERS:
        raise ValueError(f"There is no ledger called {ledger!r}.")
