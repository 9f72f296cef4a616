"""Taking an order down: create, save the draft, copy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history
from core.clock import business_date
from core.database import ask, marks, portions
from core.errors import BusinessError
from core.locking import locked
from core.rights import demand
from customers.enums import AddressKind
from customers.models import Contact, Customer
from customers.services import retention_agreed
from orders.enums import Event, FreightTerms, OrderStatus, ReceivedVia
from orders.models import Order
from orders.selectors.same_number import number_key

from .days import check_day
from .line_trail import line_changes, lines_as_kept, lines_as_typed
from .lines import LineDraft, lines_built, lines_write, total_up
from .rows import keep_customer
from .submission import refuse_under_approval

HOME = {"CNY", "RMB"}
PEOPLE_OF_HEAD = {"customer", "contact", "salesperson"}
SUMMED = ("promised_on", "line_count", "gross_amount")
DELIVERIES = """
SELECT customer_id, address, recipient, phone FROM customers_customeraddress
WHERE kind = %%s AND customer_id IN (%(customers)s) ORDER BY is_default, id DESC
"""


class Delivery(NamedTuple):
    """Where goods go, and to whom."""

    address: str
    recipient: str
    phone: str


@dataclass(frozen=True)
class OrderHead:
    """The head as typed; what is left out is filled from the customer."""

    customer: Customer
    salesperson: User | None = None
    contact: Contact | None = None
    customer_order_number: str = ""
    received_via: str = ReceivedVia.PHONE
    received_at: datetime | None = None
    ordered_on: date | None = None
    requested_on: date | None = None
    prices_include_tax: bool = True
    currency: str = ""
    exchange_rate: Decimal = Decimal(1)
    settlement: str = ""
    retention_rate: Decimal | None = None
    retention_months: int | None = None
    freight_terms: str = FreightTerms.OURS
    freight_amount: Decimal = Decimal(0)
    delivery_address: str = ""
    delivery_recipient: str = ""
    delivery_phone: str = ""
    note: str = ""


@transaction.atomic
def order_create(
    *, actor: User, head: OrderHead, lines: Sequence[LineDraft], at: datetime
) -> Order:
    """Take an order down as a draft, with amounts, cost of the day and promised dates.

    The number comes at submission. Refuses a customer merged into another, and quantities that
    are not above zero.
    """
    demand(actor, "orders.add_order")
    keep_customer(head.customer.pk)
    order = Order(created_by=actor, created_at=at)
    write_head(order, head, actor=actor, at=at)
    built = lines_built(order, lines, on=business_date(at))
    total_up(order, built)
    history.save(order, actor=actor, at=at)
    lines_write(order, built, is_new=True)
    audit.record(actor=actor, verb=Event.ORDER_CREATED, subject=order, at=at)
    events.announce(Event.ORDER_CREATED, order)
    return order


@transaction.atomic
def order_save_draft(
    *,
    actor: User,
    order: Order,
    head: OrderHead,
    lines: Sequence[LineDraft],
    at: datetime,
    seen_version: int | None = None,
) -> Order:
    """Write head and lines of a draft again. Refuses anything but a draft, and a stale page.

    The trail says what of the head changed, and of an order that had been handed in what of each
    line.
    """
    demand(actor, "orders.change_order", order)
    keep_customer(head.customer.pk)
    order = locked(Order.objects.all(), order.pk, seen_version=seen_version)
    if order.status != OrderStatus.DRAFT:
        raise BusinessError(
            _("Only a draft can be edited; %(order)s needs a change request.") % {"order": order},
            code="not_a_draft",
        )
    refuse_under_approval(order)
    before = _facts(order)
    # Once it was handed in, others have read its lines.
    kept = lines_as_kept(order) if order.number else None
    write_head(order, head, actor=actor, at=at)
    built = lines_built(order, lines, on=business_date(at))
    total_up(order, built)
    changes = audit.difference(before, _facts(order))
    if kept is not None:
        changes |= line_changes(kept, lines_as_typed(built))
    history.save(order, actor=actor, at=at)
    lines_write(order, built)
    if actor.pk != order.created_by_id:
        order.writers.add(actor)
    if changes:
        audit.record(actor=actor, verb=Event.ORDER_CHANGED, subject=order, at=at, changes=changes)
    events.announce(Event.ORDER_CHANGED, order)
    return order


@transaction.atomic
def order_copy(*, actor: User, order: Order, at: datetime) -> Order:
    """A new draft with head, products, quantities and prices of this order; dates start anew.

    Products no longer on sale are left out.
    """
    left = ("customer_order_number", "received_at", "ordered_on", "requested_on")
    head = head_of(order, without=left)
    old = order.lines.select_related("product").order_by("position")
    lines = [
        LineDraft(
            product=line.product,
            quantity=line.quantity,
            unit_price=line.unit_price,
            tax_rate=line.tax_rate,
            specification=line.specification,
        )
        for line in old
        if line.product.is_active
    ]
    return order_create(actor=actor, head=head, lines=lines, at=at)


def head_of(order: Order, *, without: Sequence[str] = ()) -> OrderHead:
    """The head as it stands, for writing it again."""
    names = [field.name for field in fields(OrderHead) if field.name not in without]
    return OrderHead(**{name: getattr(order, name) for name in names})


def write_head(
    order: Order,
    head: OrderHead,
    *,
    actor: User,
    at: datetime,
    addresses: Mapping[int, Delivery] | None = None,
) -> None:
    """Put the head on the order; ``addresses`` are those of many customers, read beforehand."""
    customer = head.customer
    if head.contact and head.contact.customer_id != customer.pk:
        raise BusinessError(
            _("This person is not of %(name)s.") % {"name": customer.name},
            field="contact",
            code="contact",
        )
    for field in fields(OrderHead):
        setattr(order, field.name, getattr(head, field.name))
    order.customer_number_key = number_key(order.customer_order_number)
    _check_rate(order)
    order.retention_rate, order.retention_months = retention_agreed(
        head.retention_rate, head.retention_months, customer
    )
    order.salesperson = head.salesperson or customer.owner or actor
    order.region_id = customer.region_id or order.salesperson.region_id
    order.department_id = order.salesperson.department_id
    order.received_at = head.received_at or at
    order.ordered_on = head.ordered_on or business_date(order.received_at)
    for name, day in (
        ("received_at", business_date(order.received_at)),
        ("ordered_on", order.ordered_on),
    ):
        check_day(day, at, field=name)
    order.settlement = head.settlement or str(customer.get_settlement_method_display())
    if head.delivery_address:
        return
    known = delivery_addresses([customer.pk]) if addresses is None else addresses
    if address := known.get(customer.pk):
        order.delivery_address, order.delivery_recipient, order.delivery_phone = address


def _check_rate(order: Order) -> None:
    """CNY is the empty currency, at 1; another one has its rate."""
    currency = order.currency.strip().upper()
    order.currency = "" if currency in HOME else currency
    if not order.currency:
        order.exchange_rate = Decimal(1)
    elif order.exchange_rate <= 0:
        raise BusinessError(
            _("Enter the exchange rate of %(currency)s.") % {"currency": order.currency},
            field="exchange_rate",
            code="rate",
        )


def delivery_addresses(customers: Iterable[int]) -> dict[int, Delivery]:
    """Where each customer's goods go: the default address, else the first."""
    return {
        customer: Delivery(*where)
        for some in portions(customers)
        for customer, *where in ask(
            DELIVERIES % {"customers": marks(some)}, [AddressKind.DELIVERY, *some]
        )
    }


def _facts(order: Order) -> dict[str, Any]:
    """What the trail compares: the head and the sums."""
    typed = [field.name for field in fields(OrderHead)]
    names = [f"{name}_id" if name in PEOPLE_OF_HEAD else name for name in typed]
    return {name: getattr(order, name) for name in [*names, *SUMMED]}
