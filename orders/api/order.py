"""Orders and their lines."""

from datetime import date
from typing import Any

from accounts.models import User
from core.api import Body, Call, Id, Line, Price, Quantity, Stale, body_of, noun, picked, writes
from core.ui import ModelFilter
from core.ui.lists import Column
from customers.models import Customer
from orders import services
from orders.lists.ledger import LedgerList
from orders.lists.order import OrderList
from orders.models import Order
from orders.services import LineDraft, OrderHead
from products.models import Product

HEAD = (
    "customer",
    "salesperson",
    "contact",
    "customer_order_number",
    "received_via",
    "received_at",
    "ordered_on",
    "requested_on",
    "prices_include_tax",
    "currency",
    "exchange_rate",
    "settlement",
    "retention_rate",
    "retention_months",
    "freight_terms",
    "freight_amount",
    "delivery_address",
    "delivery_recipient",
    "delivery_phone",
    "note",
)


class OrderLineList(LedgerList):
    """Every line, of whatever order: the ledger leaves drafts out."""

    name = ""
    columns = [*LedgerList.columns, Column("requested_on", "Requested for", kind="date")]
    filters = [*LedgerList.filters, ModelFilter("order", "Order", model=Order)]
    order_by = "-pk"

    def rows_for(self) -> Any:
        return self.model._default_manager.visible_to(self.user)


noun("orders", OrderList, "orders.view_order", refs=("customer", "salesperson", "region"))
noun("order-lines", OrderLineList, "orders.view_order", refs=("order", "product"))


class NewLine(Body):
    """A line as it is ordered; what is left out is filled from product and price list."""

    product: Id
    quantity: Quantity
    unit_price: Price | None = None
    specification: Line = ""
    requested_on: date | None = None


class Lines(Stale):
    """The lines of an order, all of them."""

    lines: list[NewLine]


class Nothing(Stale):
    """Nothing but the version."""


NewOrder = body_of("NewOrder", Order, *HEAD, required=("customer",), base=Lines)


def _head(call: Call, body: Any) -> OrderHead:
    given = {k: v for k, v in body.given().items() if k in HEAD}
    customer = picked(Customer, call.user, given.pop("customer"), "customer")
    contact = picked(customer.contacts.all(), call.user, given.pop("contact", None), "contact")
    seller = picked(User, call.user, given.pop("salesperson", None), "salesperson")
    return OrderHead(customer=customer, contact=contact, salesperson=seller, **given)


def _lines(call: Call, body: Any) -> list[LineDraft]:
    wanted = {line.product for line in body.lines}
    products = Product.objects.visible_to(call.user).in_bulk(wanted)
    for pk in sorted(wanted - products.keys()):
        picked(Product, call.user, pk, "lines")  # refuses it
    return [
        LineDraft(
            product=products[line.product],
            quantity=line.quantity,
            unit_price=line.unit_price,
            specification=line.specification,
            requested_on=line.requested_on,
        )
        for line in body.lines
    ]


@writes("orders", NewOrder, "orders.add_order")
def order_create(call: Call, body: Any) -> Order:
    """Take an order down as a draft."""
    head, lines = _head(call, body), _lines(call, body)
    return services.order_create(actor=call.user, head=head, lines=lines, at=call.now)


@writes("orders", NewOrder, "orders.change_order", on_record=True)
def order_change(call: Call, body: Any) -> Order:
    """Write head and lines of a draft again."""
    return services.order_save_draft(
        actor=call.user,
        order=call.record,
        head=_head(call, body),
        lines=_lines(call, body),
        at=call.now,
        seen_version=body.seen_version,
    )


@writes("orders", Nothing, "orders.submit_order", command="submit", on_record=True)
def order_submit(call: Call, body: Any) -> Order:
    """Hand a draft in, to be verified by another person."""
    return services.order_submit(
        actor=call.user, order=call.record, at=call.now, seen_version=body.seen_version
    )
