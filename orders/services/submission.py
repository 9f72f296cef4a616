"""Handing a draft in, and giving it back to its maker."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from approvals.enums import RequestStatus
from core import events, states
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.numbering import next_number
from core.rights import demand
from orders.enums import Event, OrderStatus
from orders.models import Order, OrderCheck
from orders.selectors.approval import APPROVABLE, request_under_way, with_approvals
from orders.selectors.checked_lines import checked_lines
from orders.selectors.checks import Answer, checks_of

from .numbers import ORDERS


@transaction.atomic
def order_submit(
    *, actor: User, order: Order, at: datetime, seen_version: int | None = None
) -> Order:
    """Run the machine's checks, give the order its number and put it before a second person.

    Refuses an order on which a check says stop, naming the rule: unknown or withdrawn product,
    price under the floor, date in the past, credit exceeded, customer blocked; what was approved
    for exactly this content passes.
    """
    demand(actor, "orders.submit_order", order)
    with_customer = Order.objects.select_related("customer")
    order = locked(with_customer, order.pk, seen_version=seen_version)
    lines = checked_lines(order)
    answers = with_approvals(order, lines, checks_of(order, lines, on=business_date(at)))
    refuse_stops(answers)
    refuse_under_approval(order)
    checks_write(order, answers, at=at)
    number = order.number or next_number(ORDERS, business_date(at))
    states.move(
        order,
        OrderStatus.SUBMITTED,
        actor=actor,
        at=at,
        verb=Event.ORDER_SUBMITTED,
        locked=True,
        number=number,
    )
    events.announce(Event.ORDER_SUBMITTED, order, number=number)
    return order


@transaction.atomic
def order_return(*, actor: User, order: Order, reason: str, at: datetime) -> Order:
    """Give a submitted order back to its maker, who may also take it back, with the reason."""
    demand(actor, "orders.return_order", order)
    order = locked(Order.objects.all(), order.pk)
    states.move(
        order,
        OrderStatus.DRAFT,
        actor=actor,
        at=at,
        reason=reason,
        verb=Event.ORDER_RETURNED,
        locked=True,
    )
    events.announce(Event.ORDER_RETURNED, order, reason=reason, by=actor.pk)
    return order


def refuse_stops(answers: Sequence[Answer]) -> None:
    """Refuse when a check says stop; the first one's rule names the refusal."""
    stops = [answer for answer in answers if answer.is_stop]
    if stops:
        sentence = " ".join(dict.fromkeys(answer.sentence for answer in stops))
        if all(answer.kind in APPROVABLE for answer in stops):
            sentence = _("%(why)s It can be put up for approval.") % {"why": sentence}
        raise BusinessError(sentence, code=str(stops[0].kind))


def refuse_under_approval(order: Order) -> None:
    """What signers look at does not change under their eyes."""
    request = request_under_way(order)
    if request is not None and request.status == RequestStatus.WAITING:
        raise BusinessError(
            _("%(order)s is under approval by %(people)s; withdraw the request first.")
            % {"order": order, "people": request.waits_for or "—"},
            code="under_approval",
        )


def checks_write(order: Order, answers: Sequence[Answer], *, at: datetime) -> None:
    """Keep the answers of the newest run."""
    OrderCheck.objects.filter(order=order).delete()
    OrderCheck.objects.bulk_create(
        OrderCheck(
            order=order,
            line=answer.line,
            kind=answer.kind,
            level=answer.level,
            sentence=answer.sentence[:300],
            checked_at=at,
        )
        for answer in answers
    )
