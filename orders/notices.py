"""Who is told what of orders. Nothing here names an amount: a group may read it too."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core import receipts
from core.events import Event as Told
from core.events import subscriber
from core.models import Channel, Sending
from core.notifications import Message, kind, notify
from orders.enums import Event
from orders.models import Bill, BookTransfer, HandOver, Order, OrderIssue, Receipt, Shipment

receipts.sendable("orders.HandOver", is_in_inbox=True)
LETTER = (Channel.PAGE, Channel.EMAIL)

RETURNED = kind("orders.returned", _("My order was given back"), channels=LETTER, mandatory=True)
VERIFIED = kind("orders.verified", _("An order was verified"), for_groups=True)
RELEASED = kind("orders.released", _("Lines handed to my department"), for_groups=True)
STOPPED = kind(
    "orders.stopped",
    _("An order was cancelled, held or taken up again"),
    channels=LETTER,
    for_groups=True,
)
ISSUE = kind("orders.issue", _("An issue of an order"), channels=LETTER, for_groups=True)
LATE = kind("orders.late_finish", _("A line will be finished late"), for_groups=True)
SHIPPED = kind("orders.shipped", _("Goods have left"), for_groups=True)
DISHONOURED = kind(
    "orders.bill_dishonoured", _("A bill of my customer was dishonoured"), channels=LETTER
)
BOOK_HANDED_ON = kind("orders.book_handed_on", _("A blank invoice book was handed on to me"))
MONEY_IN = kind("orders.money_in", _("Money of my customer came in"))


def _tell(
    told: Told, what: str, people: Iterable[User | None], message: Message, *, but: Any = None
) -> None:
    """Tell each of them once, except who did it."""
    others = [person for person in people if person is not None and person.pk != but]
    notify(what, others, message, at=timezone.now(), once=told.uid)


def _order(told: Told) -> Order | None:
    rows = Order.objects.select_related(
        "customer", "created_by", "submitted_by", "salesperson", "released_by"
    )
    return rows.filter(pk=told.subject_id).first()


def _about(order: Order, title: Any, text: Any = "%(customer)s", **facts: Any) -> Message:
    named = {"order": order, "customer": order.customer.name, **facts}
    return Message(title, text, reverse("orders:order_detail", args=[order.pk]), order, named)


def _fulfilling(order: Order) -> Iterable[User]:
    """The people of the departments that have lines of the order."""
    departments = HandOver.objects.filter(order=order).values("department")
    return User.objects.with_role(RoleCode.FULFILMENT).filter(department__in=departments)


@subscriber(Event.ORDER_RETURNED, background=True)
def tell_returned(told: Told) -> None:
    """Its maker, with the reason."""
    if order := _order(told):
        message = _about(
            order,
            _("%(order)s was given back to you"),
            _("%(customer)s. Reason: %(reason)s"),
            reason=told.payload.get("reason") or "—",
        )
        makers = {order.created_by, order.submitted_by}
        _tell(told, RETURNED, makers, message, but=told.payload.get("by"))


@subscriber(Event.ORDER_CONFIRMED, background=True)
def tell_verified(told: Told) -> None:
    """Who made it, and the salesperson."""
    if order := _order(told):
        message = _about(order, _("%(order)s is verified"))
        _tell(told, VERIFIED, {order.created_by, order.salesperson}, message)


@subscriber(Event.ORDER_RELEASED, background=True)
def tell_released(told: Told) -> None:
    """The departments that make its goods ready."""
    if order := _order(told):
        url = reverse("orders:hand_over_list") + f"?q={order.number}"
        title = _("%(order)s: lines were handed to you")
        text = _("Please acknowledge them and say when they will be finished.")
        message = Message(title, text, url, order, {"order": order})
        _tell(told, RELEASED, _fulfilling(order), message)
        _hand_to_readers(order)


def _hand_to_readers(order: Order) -> None:
    """Each line is sent to its department's people; told again, it is sent once."""
    crew = list(_fulfilling(order))
    for each in HandOver.objects.filter(order=order).select_related("line", "department"):
        if not Sending.objects.of(each).exists():
            people = [person for person in crew if person.department_id == each.department_id]
            receipts.send(each, people, actor=order.released_by, at=timezone.now())


STOPS = {
    Event.ORDER_CANCELLED.value: _("%(order)s was cancelled"),
    Event.ORDER_HELD.value: _("%(order)s was put on hold"),
    Event.ORDER_RESUMED.value: _("%(order)s goes on"),
}


@subscriber(Event.ORDER_CANCELLED, background=True)
@subscriber(Event.ORDER_HELD, background=True)
@subscriber(Event.ORDER_RESUMED, background=True)
def tell_stopped(told: Told) -> None:
    """The salesperson and who made it, with the reason; whoever works on it without: it may
    name a price."""
    if order := _order(told):
        reason = told.payload.get("reason") or "—"
        text = _("%(customer)s. Reason: %(reason)s")
        people = {order.salesperson, order.created_by}
        _tell(told, STOPPED, people, _about(order, STOPS[told.name], text, reason=reason))
        crew = set(_fulfilling(order)) - people
        _tell(told, STOPPED, crew, _about(order, STOPS[told.name]))


@subscriber(Event.ISSUE_OPENED, background=True)
def tell_issue(told: Told) -> None:
    """Its owner, and the salesperson."""
    rows = OrderIssue.objects.select_related("order__salesperson", "owner")
    if issue := rows.filter(pk=told.subject_id).first():
        message = Message(
            _("%(order)s: %(kind)s, due %(due_on)s"),
            _("%(said)s"),
            reverse("orders:order_issue_detail", args=[issue.pk]),
            issue,
            {
                "order": issue.order,
                "kind": issue.get_kind_display(),
                "due_on": f"{issue.due_on:%m-%d}",
                "said": issue.description,
            },
        )
        people = {issue.owner, issue.order.salesperson}
        _tell(told, ISSUE, people, message, but=issue.opened_by_id)


@subscriber(Event.ISSUE_SOLVED, background=True)
def tell_solved(told: Told) -> None:
    """Who opened it, and the salesperson, with the solution."""
    rows = OrderIssue.objects.select_related("order__salesperson", "opened_by")
    if issue := rows.filter(pk=told.subject_id).first():
        message = Message(
            _("%(order)s: %(kind)s solved"),
            _("%(solution)s"),
            reverse("orders:order_issue_detail", args=[issue.pk]),
            issue,
            {
                "order": issue.order,
                "kind": issue.get_kind_display(),
                "solution": issue.solution,
            },
        )
        people = {issue.opened_by, issue.order.salesperson}
        _tell(told, ISSUE, people, message, but=issue.solved_by_id)


@subscriber(Event.HAND_OVER_ACKNOWLEDGED, background=True)
@subscriber(Event.HAND_OVER_PROGRESSED, background=True)
def tell_late_finish(told: Told) -> None:
    """Who made the order, when the department plans to be late."""
    rows = HandOver.objects.select_related(
        "order__customer", "order__created_by", "order__salesperson", "line__product"
    )
    hand_over = rows.filter(pk=told.subject_id).first()
    if hand_over and told.payload.get("is_late"):
        message = _about(
            hand_over.order,
            _("%(order)s: a line will be finished late"),
            _("%(customer)s: %(product)s, planned for %(day)s"),
            product=hand_over.line.product.name,
            day=f"{hand_over.planned_finish_on:%m-%d}",
        )
        _tell(told, LATE, {hand_over.order.created_by, hand_over.order.salesperson}, message)


@subscriber(Event.HAND_OVER_TAKEN_BACK, background=True)
def tell_taken_back(told: Told) -> None:
    """Who made the order, and the salesperson: less is finished than was reported."""
    rows = HandOver.objects.select_related(
        "order__customer", "order__created_by", "order__salesperson", "line__product"
    )
    if hand_over := rows.filter(pk=told.subject_id).first():
        message = _about(
            hand_over.order,
            _("%(order)s: a report of finish was taken back"),
            _("%(product)s: %(finished)s of %(quantity)s are finished. Reason: %(reason)s"),
            product=hand_over.line.product.name,
            finished=told.payload.get("finished"),
            quantity=f"{hand_over.quantity.normalize():f}",
            reason=told.payload.get("reason") or "—",
        )
        people = {hand_over.order.created_by, hand_over.order.salesperson}
        _tell(told, LATE, people, message, but=told.payload.get("by"))


@subscriber(Event.SHIPMENT_SHIPPED, background=True)
def tell_shipped(told: Told) -> None:
    """The salesperson."""
    rows = Shipment.objects.select_related("order__customer", "order__salesperson")
    if shipment := rows.filter(pk=told.subject_id).first():
        message = _about(
            shipment.order,
            _("%(order)s: goods have left"),
            _("%(customer)s: %(carrier)s"),
            carrier=shipment.carrier or "—",
        )
        _tell(told, SHIPPED, {shipment.order.salesperson}, message)


@subscriber(Event.RECEIPT_REGISTERED, background=True)
def tell_money_in(told: Told) -> None:
    """Who looks after the customer."""
    rows = Receipt.objects.select_related("customer__owner")
    if receipt := rows.filter(pk=told.subject_id).first():
        message = Message(
            _("Money of %(customer)s came in"),
            "",
            reverse("orders:receipt_detail", args=[receipt.pk]),
            receipt,
            {"customer": receipt.customer.name},
        )
        _tell(told, MONEY_IN, {receipt.customer.owner}, message)


@subscriber(Event.BILL_DISHONOURED, background=True)
def tell_dishonoured(told: Told) -> None:
    """Who looks after the customer: what the bill had settled is owed again."""
    rows = Bill.objects.select_related("receipt__customer__owner", "receipt__salesperson")
    if bill := rows.filter(pk=told.subject_id).first():
        receipt = bill.receipt
        message = Message(
            _("A bill of %(customer)s was dishonoured"),
            _("What it had settled is owed again."),
            reverse("orders:bill_detail", args=[bill.pk]),
            bill,
            {"customer": receipt.customer.name},
        )
        _tell(told, DISHONOURED, {receipt.customer.owner, receipt.salesperson}, message)


@subscriber(Event.INVOICE_BOOK_HANDED_ON, background=True)
def tell_book_handed_on(told: Told) -> None:
    """Who keeps it now, and who kept it before, except whoever entered it."""
    rows = BookTransfer.objects.select_related("book", "giver", "taker")
    if transfer := rows.filter(pk=told.subject_id).first():
        message = Message(
            _("The blank invoice book %(book)s was handed on"),
            _("From %(giver)s to %(taker)s, on %(day)s."),
            reverse("orders:invoice_book_detail", args=[transfer.book_id]),
            transfer.book,
            {
                "book": transfer.book,
                "giver": transfer.giver,
                "taker": transfer.taker,
                "day": f"{transfer.handed_on:%Y-%m-%d}",
            },
        )
        people = (transfer.taker, transfer.giver)
        _tell(told, BOOK_HANDED_ON, people, message, but=told.payload.get("by"))
