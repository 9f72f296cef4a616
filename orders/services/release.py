"""Handing a verified order to those who make its goods ready, and putting it on hold."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Department, User
from core import audit, calendar, events, history, states
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from orders.enums import ORDER_OPEN, Event, OrderStatus
from orders.models import HandOver, Order
from orders.selectors.checked_lines import checked_lines
from orders.selectors.policy import sales_policy
from products.enums import Route

from .closing import order_close_if_done
from .rows import refuse_blocked

# Which department a product's route leads to.
DEPARTMENT_OF_ROUTE: dict[str, str] = {
    Route.PRODUCTION: Department.Kind.PRODUCTION,
    Route.PURCHASE: Department.Kind.PURCHASING,
}


@transaction.atomic
def order_release(*, actor: User, order: Order, at: datetime) -> list[HandOver]:
    """Hand what is open of each line to the department of its product category, 下达.

    They acknowledge within the working hours of the sales policy. Refuses an order on hold or of a
    blocked customer, and a route for which there is no department. An order of which nothing is
    open is completed.
    """
    demand(actor, "orders.release_order", order)
    order = locked(Order.objects.select_related("customer"), order.pk)
    if order.is_on_hold:
        raise BusinessError(_("%(order)s is on hold.") % {"order": order}, code="on_hold")
    refuse_blocked(order.customer, actor)
    states.move(
        order, OrderStatus.RELEASED, actor=actor, at=at, verb=Event.ORDER_RELEASED, locked=True
    )
    hand_overs = _hand_over(order, at)
    departments = sorted({each.department_id for each in hand_overs})
    events.announce(Event.ORDER_RELEASED, order, number=str(order.number), departments=departments)
    order_close_if_done(actor=actor, order=order, at=at)
    return hand_overs


def _hand_over(order: Order, at: datetime) -> list[HandOver]:
    lines = [line for line in checked_lines(order) if line.open_quantity > 0]
    routes = _routes(order)
    departments = _departments({routes[line.pk] for line in lines})
    acknowledge_by_at = calendar.add_working_minutes(at, sales_policy().acknowledge_hours * 60)
    return HandOver.objects.bulk_create(
        HandOver(
            order=order,
            line=line,
            department=departments[routes[line.pk]],
            quantity=line.open_quantity,
            handed_at=at,
            acknowledge_by_at=acknowledge_by_at,
        )
        for line in lines
    )


def _routes(order: Order) -> dict[int, str]:
    return dict(order.lines.values_list("pk", "product__category__route"))


def _departments(routes: set[str]) -> dict[str, Department]:
    kinds = {DEPARTMENT_OF_ROUTE[route]: route for route in routes}
    found: dict[str, Department] = {}
    for department in Department.objects.filter(is_active=True, kind__in=kinds).order_by("-code"):
        found[kinds[department.kind]] = department
    for route in routes - found.keys():
        raise BusinessError(
            _("There is no department for “%(route)s”.") % {"route": Route(route).label},
            code="no_department",
        )
    return found


@transaction.atomic
def order_hold(*, actor: User, order: Order, reason: str, at: datetime) -> Order:
    """Put an order that is under way on hold, with the reason; nothing is released or shipped."""
    demand(actor, "orders.hold_order", order)
    order = locked(Order.objects.all(), order.pk)
    if order.status not in {*ORDER_OPEN, OrderStatus.SUBMITTED} or order.is_on_hold:
        raise BusinessError(
            _("%(order)s cannot be put on hold now.") % {"order": order}, code="illegal_move"
        )
    _flag(order, actor=actor, at=at, is_on_hold=True, reason=reason, verb=Event.ORDER_HELD)
    return order


@transaction.atomic
def order_resume(*, actor: User, order: Order, at: datetime) -> Order:
    """Take an order on hold up again."""
    demand(actor, "orders.resume_order", order)
    order = locked(Order.objects.all(), order.pk)
    if not order.is_on_hold:
        raise BusinessError(_("%(order)s is not on hold.") % {"order": order}, code="illegal_move")
    _flag(order, actor=actor, at=at, is_on_hold=False, reason="", verb=Event.ORDER_RESUMED)
    return order


def _flag(
    order: Order, *, actor: User, at: datetime, is_on_hold: bool, reason: str, verb: str
) -> None:
    changes = {"is_on_hold": [order.is_on_hold, is_on_hold]}
    order.is_on_hold, order.hold_reason = is_on_hold, reason
    fields = ["is_on_hold", "hold_reason"]
    history.save(order, actor=actor, at=at, reason=reason, fields=fields)
    audit.record(actor=actor, verb=verb, subject=order, at=at, changes=changes, reason=reason)
    events.announce(verb, order, reason=reason)
