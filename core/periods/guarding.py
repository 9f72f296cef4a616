"""A period that is closed stays closed."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from core import audit
from core.database import ask, for_share
from core.errors import BusinessError
from core.models import Period, PeriodLock
from core.rights import demand

from .blocking import blocks_of
from .making import period_of

_OF_DAY = "SELECT id, code, state FROM core_period WHERE from_on <= %s AND to_on >= %s "
# Asked after the period is held: a statement that had to wait would not see the lock of before.
_LOCKED = "SELECT 1 FROM core_periodlock WHERE period_id = %s AND ledger = %s"

# What can be closed by itself.
LEDGERS = {
    "orders": pgettext_lazy("ledger", "Orders"),
    "money": pgettext_lazy("ledger", "Money"),
    "stock": pgettext_lazy("ledger", "Stock"),
}


class PeriodClosed(BusinessError):
    """The movement is dated in a closed period."""

    code = "period_closed"


def guard(on: date, ledger: str) -> None:
    """Refuse a movement of the ledger dated in a closed period, whoever asks.

    Inside a transaction the period cannot be closed until that transaction ends.
    """
    _check_ledger(ledger)
    held = f"{_OF_DAY}{for_share()}"
    found = ask(held, [on, on])
    if not found:
        period_of(on)
        found = ask(held, [on, on])
    ((pk, code, state),) = found
    if state == Period.State.CLOSED or ask(_LOCKED, [pk, ledger]):
        raise PeriodClosed(
            _("%(period)s is closed for “%(ledger)s”. Date it in an open period.")
            % {"period": code, "ledger": LEDGERS[ledger]}
        )


def is_closed(period: Period, ledger: str) -> bool:
    """Whether the ledger, or the whole period, is closed."""
    locks = PeriodLock.objects.filter(period=OuterRef("pk"), ledger=ledger)
    closed = Q(state=Period.State.CLOSED) | Exists(locks)
    return Period.objects.filter(closed, pk=period.pk).exists()


def closed_spans(ledger: str) -> list[tuple[date, date]]:
    """The days that are closed for the ledger, neighboring periods as one span."""
    _check_ledger(ledger)
    closed = Period.objects.filter(Q(state=Period.State.CLOSED) | Q(locks__ledger=ledger))
    spans: list[tuple[date, date]] = []
    for first, last in closed.order_by("from_on").values_list("from_on", "to_on").distinct():
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
    row = Period.objects.select_for_update().get(pk=period.pk)
    _lock, created = PeriodLock.objects.get_or_create(
        period=row, ledger=ledger, defaults={"closed_by": actor, "closed_at": at}
    )
    if not created:
        return
    if blocks := blocks_of(row, ledger):
        said = ", ".join(f"{block.sentence} ({block.count})" for block in blocks)
        raise BusinessError(
            _("First has to be finished: %(blocks)s.") % {"blocks": said}, code="blocked"
        )
    if set(row.locks.values_list("ledger", flat=True)) >= set(LEDGERS):
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
    deleted, _by_model = PeriodLock.objects.filter(period=row, ledger=ledger).delete()
    if not deleted:
        return
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
