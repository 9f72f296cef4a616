"""Production and purchasing acknowledge what was handed to them and report progress."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, states
from core.clock import business_date
from core.errors import BusinessError, NotAllowed
from core.locking import locked
from core.money import round_money
from core.rights import demand
from orders.enums import ORDER_OPEN, Event, HandOverStatus
from orders.models import HandOver, Order, OrderLine
from orders.selectors.lateness import whole_due_on

from .rows import hold_order


@transaction.atomic
def hand_over_acknowledge(
    *, actor: User, hand_over: HandOver, planned_finish_on: date, at: datetime, note: str = ""
) -> HandOver:
    """Acknowledge a line and say when it will be finished. Refuses a day in the past."""
    demand(actor, "orders.acknowledge_handover", hand_over)
    hand_over = locked(HandOver.objects.select_related("line__order"), hand_over.pk)
    if planned_finish_on < business_date(at):
        raise BusinessError(
            _("The planned finish is in the past."), field="planned_finish_on", code="past"
        )
    states.move(
        hand_over,
        HandOverStatus.ACKNOWLEDGED,
        actor=actor,
        at=at,
        verb=Event.HAND_OVER_ACKNOWLEDGED,
        locked=True,
        planned_finish_on=planned_finish_on,
        note=note,
    )
    events.announce(Event.HAND_OVER_ACKNOWLEDGED, hand_over, is_late=_is_late(hand_over))
    return hand_over


@transaction.atomic
def hand_overs_acknowledge(
    *,
    actor: User,
    hand_overs: Collection[HandOver],
    at: datetime,
    planned_finish_on: date | None = None,
    note: str = "",
) -> int:
    """Acknowledge several lines at once, all or none; says how many.

    Without a day each will be finished on the day it is wanted for, today where there is none.
    Refuses none at all and a line wanted for a day that is over, by its name.
    """
    if not hand_overs:
        raise BusinessError(_("Say which lines are acknowledged."), code="none")
    done = 0
    for each in sorted(hand_overs, key=lambda found: found.pk):
        planned = planned_finish_on or whole_due_on(each.line) or business_date(at)
        try:
            hand_over_acknowledge(
                actor=actor, hand_over=each, planned_finish_on=planned, at=at, note=note
            )
        except NotAllowed:
            raise
        except BusinessError as refusal:
            raise BusinessError(
                f"{each}: {refusal}", field="planned_finish_on", code=refusal.code
            ) from refusal
        done += 1
    return done


@transaction.atomic
def hand_over_progress(
    *,
    actor: User,
    hand_over: HandOver,
    finished_quantity: Decimal,
    at: datetime,
    planned_finish_on: date | None = None,
    note: str = "",
) -> HandOver:
    """Report how much of a line is finished in all, and perhaps a new finish; all of it ends it.

    Writes the quantity made ready onto the line and its worth onto the order; taking the goods in
    is the warehouse's own act. Refuses less than reported before and more than was handed over.
    """
    demand(actor, "orders.progress_handover", hand_over)
    hold_order(hand_over.order_id)
    hand_over = locked(HandOver.objects.select_related("line__order"), hand_over.pk)
    if hand_over.status != HandOverStatus.ACKNOWLEDGED:
        raise BusinessError(
            _("Progress is reported on an acknowledged hand-over."), code="illegal_move"
        )
    _check_quantity(hand_over, finished_quantity)
    is_later = _check_plan(hand_over, planned_finish_on, at)
    changes: dict[str, Any] = {
        "finished_quantity": finished_quantity,
        "planned_finish_on": planned_finish_on or hand_over.planned_finish_on,
        "note": note or hand_over.note,
    }
    is_finished = finished_quantity == hand_over.quantity
    if is_finished:
        states.move(
            hand_over,
            HandOverStatus.FINISHED,
            actor=actor,
            at=at,
            verb=Event.HAND_OVER_PROGRESSED,
            locked=True,
            **changes,
        )
    else:
        _note_progress(hand_over, changes, actor=actor, at=at, reason=note)
    _write_line(hand_over.line, finished_quantity)
    events.announce(
        Event.HAND_OVER_PROGRESSED,
        hand_over,
        finished=f"{finished_quantity.normalize():f}",
        is_late=is_later and not is_finished and _is_late(hand_over),
    )
    return hand_over


@transaction.atomic
def hand_over_take_back(
    *, actor: User, hand_over: HandOver, finished_quantity: Decimal, reason: str, at: datetime
) -> HandOver:
    """Take a wrong report of finish back to the quantity that is right, with the reason.

    What was finished is then under way again. Refuses a quantity that is not below what was
    reported, one below what was shipped already, and an order that is not under way any more.
    """
    demand(actor, "orders.progress_handover", hand_over)
    order = hold_order(hand_over.order_id)
    hand_over = locked(HandOver.objects.select_related("line__order"), hand_over.pk)
    _check_back(order, hand_over, finished_quantity)
    changes: dict[str, Any] = {"finished_quantity": finished_quantity}
    if hand_over.status == HandOverStatus.FINISHED:
        states.move(
            hand_over,
            HandOverStatus.ACKNOWLEDGED,
            actor=actor,
            at=at,
            reason=reason,
            verb=Event.HAND_OVER_TAKEN_BACK,
            locked=True,
            # Who acknowledged it, and when, has not changed.
            acknowledged_by=hand_over.acknowledged_by,
            acknowledged_at=hand_over.acknowledged_at,
            finished_at=None,
            **changes,
        )
    else:
        verb = Event.HAND_OVER_TAKEN_BACK
        _note_progress(hand_over, changes, actor=actor, at=at, reason=reason, verb=verb)
    _write_line(hand_over.line, finished_quantity)
    events.announce(
        Event.HAND_OVER_TAKEN_BACK,
        hand_over,
        finished=f"{finished_quantity.normalize():f}",
        reason=reason,
        by=actor.pk,
    )
    return hand_over


def _check_back(order: Order, hand_over: HandOver, finished_quantity: Decimal) -> None:
    known = {HandOverStatus.ACKNOWLEDGED, HandOverStatus.FINISHED}
    if hand_over.status not in known or order.status not in ORDER_OPEN:
        raise BusinessError(_("Nothing is reported that could be taken back."), code="illegal_move")
    if not 0 <= finished_quantity < hand_over.finished_quantity:
        raise BusinessError(
            _("Less than the %(quantity)s reported, and not below 0.")
            % {"quantity": f"{hand_over.finished_quantity.normalize():f}"},
            field="finished_quantity",
            code="not_less",
        )
    shipped = hand_over.line.shipped_quantity
    if finished_quantity < shipped:
        raise BusinessError(
            _("%(quantity)s are shipped already.") % {"quantity": f"{shipped.normalize():f}"},
            field="finished_quantity",
            code="shipped",
        )


def _check_plan(hand_over: HandOver, planned_on: date | None, at: datetime) -> bool:
    """Whether the finish moves to a later day; refuses to move it into the past."""
    before = hand_over.planned_finish_on
    if planned_on is None or planned_on == before:
        return False
    if planned_on < business_date(at):
        raise BusinessError(
            _("The planned finish is in the past."), field="planned_finish_on", code="past"
        )
    return before is None or planned_on > before


def _is_late(hand_over: HandOver) -> bool:
    """Planned for later than the customer was told."""
    wanted, planned = whole_due_on(hand_over.line), hand_over.planned_finish_on
    return bool(wanted and planned and planned > wanted)


def _note_progress(
    hand_over: HandOver,
    changes: Mapping[str, Any],
    *,
    actor: User,
    at: datetime,
    reason: str,
    verb: str = Event.HAND_OVER_PROGRESSED,
) -> None:
    before = {name: getattr(hand_over, name) for name in changes}
    for name, value in changes.items():
        setattr(hand_over, name, value)
    hand_over.save(update_fields=list(changes))
    audit.record(
        actor=actor,
        verb=verb,
        subject=hand_over,
        at=at,
        changes=audit.difference(before, changes),
        reason=reason,
    )


def hand_overs_give_up(hand_overs: QuerySet[HandOver], *, actor: User, at: datetime) -> None:
    """What was handed over is wanted no more; what is finished stays so. The order is held.

    Why, which may name a price, stands with the order: departments see no prices.
    """
    open_ones = hand_overs.select_for_update(of=("self",)).filter(
        status__in=[HandOverStatus.WAITING, HandOverStatus.ACKNOWLEDGED]
    )
    for each in open_ones.order_by("pk"):
        states.move(
            each,
            HandOverStatus.CANCELLED,
            actor=actor,
            at=at,
            verb=Event.HAND_OVER_CANCELLED,
            locked=True,
        )


def _check_quantity(hand_over: HandOver, finished_quantity: Decimal) -> None:
    if finished_quantity < hand_over.finished_quantity:
        raise BusinessError(
            _("%(quantity)s are reported finished already.")
            % {"quantity": f"{hand_over.finished_quantity.normalize():f}"},
            field="finished_quantity",
            code="less",
        )
    if finished_quantity > hand_over.quantity:
        raise BusinessError(
            _("Only %(quantity)s were handed over.")
            % {"quantity": f"{hand_over.quantity.normalize():f}"},
            field="finished_quantity",
            code="more",
        )


def _write_line(line: OrderLine, finished: Decimal) -> None:
    before = round_money(line.gross_amount * line.produced_quantity / line.quantity)
    after = round_money(line.gross_amount * finished / line.quantity)
    OrderLine.objects.filter(pk=line.pk).update(produced_quantity=finished)
    Order.objects.filter(pk=line.order_id).update(
        produced_amount=F("produced_amount") + (after - before)
    )
