"""Taking many orders down at once, as a file brings them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from core import audit, events, history
from core.clock import business_date
from core.models import ImportBatch
from core.rights import demand
from orders.enums import Event
from orders.models import Order, OrderLine
from orders.selectors.availability import available

from .entry import OrderHead, delivery_addresses, write_head
from .lines import LineDraft, lines_built, splits_write, total_up
from .rows import keep_customers

AT_ONCE = 500


@dataclass(frozen=True)
class OrderDraft:
    """Head and lines as the file has them, and the number it gives them."""

    head: OrderHead
    lines: Sequence[LineDraft]
    source_number: str = ""


@transaction.atomic
def orders_create(
    *, actor: User, drafts: Sequence[OrderDraft], at: datetime, batch: ImportBatch | None = None
) -> list[Order]:
    """What ``order_create`` does for each of them, set-based.

    The number of statements does not grow with the orders, but for rows that are written five
    hundred at a time.
    """
    demand(actor, "orders.add_order")
    if not drafts:
        return []
    customers = {draft.head.customer.pk for draft in drafts}
    keep_customers(customers)
    addresses = delivery_addresses(customers)
    stock = available({line.product.pk for draft in drafts for line in draft.lines})
    on = business_date(at)
    orders: list[Order] = []
    lines: list[OrderLine] = []
    for draft in drafts:
        order = Order(
            created_by=actor, created_at=at, source_number=draft.source_number, batch=batch
        )
        write_head(order, draft.head, actor=actor, at=at, addresses=addresses)
        built = lines_built(order, draft.lines, on=on, stock=stock)
        total_up(order, built)
        orders.append(order)
        lines += built
    history.bulk(Order, orders, actor=actor, at=at)
    for line in lines:
        line.order = line.order  # the key is known only now
    OrderLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    splits_write(lines)
    audit.record_many(
        actor=actor,
        verb=Event.ORDER_CREATED,
        subjects=orders,
        at=at,
        batch=str(batch.pk) if batch else "",
    )
    for order in orders:
        events.announce(Event.ORDER_CREATED, order)
    return orders
