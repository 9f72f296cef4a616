"""The second person's check: four elements, then the order counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import may_second
from core import events, states
from core.clock import business_date
from core.errors import BusinessError, NotAllowed
from core.locking import locked
from core.rights import demand
from customers.enums import CustomerStatus
from customers.services import customer_move
from orders.enums import Element, Event, MovementKind, OrderStatus
from orders.models import Order, OrderLine, Verification, VerificationTick
from orders.selectors.approval import with_approvals
from orders.selectors.checked_lines import checked_lines
from orders.selectors.checks import checks_of

from .movement import Moved, movements_record
from .rows import hold_customer
from .submission import checks_write, refuse_stops


@dataclass(frozen=True)
class Tick:
    """One element, ok or not with a reason; for one line, or for the order as a whole.

    An element with several wrong lines has a tick for each.
    """

    element: str
    is_ok: bool
    reason: str = ""
    line: OrderLine | None = None


ALL_OK = tuple(Tick(element, is_ok=True) for element in Element.values)


@transaction.atomic
def order_verify(
    *,
    actor: User,
    order: Order,
    ticks: Sequence[Tick],
    at: datetime,
    reason: str = "",
    seen_version: int | None = None,
) -> Verification:
    """Keep the four ticks; all ok confirms the order, anything else returns it to its maker.

    Confirming runs the machine's checks again, writes the order's movements on that day and makes
    the customer an active one.
    Refuses who made, wrote or submitted it, who is no second pair for them, an element left out,
    a 'not ok' without its reason, and a stop of the machine.
    """
    demand(actor, "orders.verify_order")
    # Two orders of one customer verified at once must not both fit into the same credit.
    customer = hold_customer(order.customer_id)
    order = locked(Order.objects.all(), order.pk, seen_version=seen_version)
    order.customer = customer
    _two_pairs(actor, order)
    _check_ticks(ticks, order)
    is_passed = all(tick.is_ok for tick in ticks)
    verification = Verification.objects.create(
        order=order,
        maker_id=order.submitted_by_id or order.created_by_id,
        verified_by=actor,
        verified_at=at,
        is_passed=is_passed,
        reason=reason or _reasons(ticks),
    )
    VerificationTick.objects.bulk_create(
        VerificationTick(
            verification=verification,
            line=tick.line,
            element=tick.element,
            is_ok=tick.is_ok,
            reason=tick.reason,
        )
        for tick in ticks
    )
    if is_passed:
        _confirm(order, actor=actor, at=at)
    else:
        _give_back(order, actor=actor, at=at, reason=verification.reason)
    return verification


def _two_pairs(actor: User, order: Order) -> None:
    sentence = _("Somebody other than the maker has to verify this order.")
    named = Q(pk__in={order.created_by_id, order.submitted_by_id})
    wrote = Order.writers.through.objects.filter(order=order).values("user")
    for maker in User.objects.filter(named | Q(pk__in=wrote)):
        states.other_person(actor, maker, sentence=sentence)
        if not may_second(actor, maker, "orders.verify_order"):
            raise NotAllowed(
                _("You are not a second pair of eyes for %(maker)s.") % {"maker": maker},
                code="two_pairs",
            )


def _check_ticks(ticks: Sequence[Tick], order: Order) -> None:
    missing = set(Element.values) - {tick.element for tick in ticks}
    if missing:
        names = [str(Element(value).label) for value in Element.values if value in missing]
        raise BusinessError(
            _("Not ticked yet: %(elements)s.") % {"elements": ", ".join(names)},
            field=next(value for value in Element.values if value in missing),
            code="not_ticked",
        )
    for tick in ticks:
        if tick.line is not None and tick.line.order_id != order.pk:
            raise BusinessError(_("This line belongs to another order."), code="line")
        if not tick.is_ok and not tick.reason:
            raise BusinessError(
                _("Say what is wrong with %(element)s.") % {"element": Element(tick.element).label},
                field=str(tick.element),
                code="reason",
            )


def _reasons(ticks: Sequence[Tick]) -> str:
    places: dict[tuple[str, str], list[str]] = {}
    for tick in ticks:
        if not tick.is_ok:
            place = places.setdefault((tick.element, tick.reason), [])
            place += [f"#{tick.line.position}"] if tick.line else []
    wrong = [
        " ".join([str(Element(element).label), *lines]) + f": {reason}"
        for (element, reason), lines in places.items()
    ]
    return "; ".join(wrong)[:300]


def _wake_customer(order: Order, *, at: datetime) -> None:
    """Who orders is an active customer, whatever they were before."""
    if order.customer.status != CustomerStatus.ACTIVE:
        customer_move(
            actor=None,
            customer=order.customer,
            to=CustomerStatus.ACTIVE,
            at=at,
            reason=_("Ordered: %(order)s") % {"order": order},
        )


def _confirm(order: Order, *, actor: User, at: datetime) -> None:
    on = business_date(at)
    lines = checked_lines(order)
    answers = with_approvals(order, lines, checks_of(order, lines, on=on))
    refuse_stops(answers)
    checks_write(order, answers, at=at)
    states.move(
        order, OrderStatus.CONFIRMED, actor=actor, at=at, verb=Event.ORDER_CONFIRMED, locked=True
    )
    _wake_customer(order, at=at)
    movements_record(
        kind=MovementKind.CONFIRMED,
        on=on,
        at=at,
        document=str(order.number),
        moved=[Moved.whole(line) for line in lines],
    )
    events.announce(Event.ORDER_CONFIRMED, order, number=str(order.number))


def _give_back(order: Order, *, actor: User, at: datetime, reason: str) -> None:
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
