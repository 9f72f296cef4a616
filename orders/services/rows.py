"""In which order rows are locked, so that no two commands wait for each other.

Customer, order, its lines, the document, receivable items and receipts, stock balances: always in
this order, and by ascending key within one kind. A blank paper comes after the invoice it becomes.
"""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core.database import ask, for_key_share, keep
from core.errors import BusinessError
from customers.models import Customer
from orders.models import Order, OrderLine
from orders.selectors.credit_stop import credit_stop

MERGED_INTO = "SELECT merged_into_id FROM customers_customer WHERE id = %s"


def hold_customer(pk: int) -> Customer:
    """One command at a time moves a customer's money; orders may still be typed."""
    customer = Customer.objects.select_for_update(no_key=True).get(pk=pk)
    _refuse_merged(customer)
    return customer


def keep_customer(pk: int) -> None:
    """The customer is not merged before this command ends; many may type for it at once."""
    for (merged_into,) in ask(f"{MERGED_INTO} {for_key_share()}", [pk]):
        if merged_into:
            _refuse_merged(Customer.objects.get(pk=pk))


def keep_customers(pks: Iterable[int]) -> None:
    """The same of several."""
    wanted = Customer.objects.filter(pk__in=set(pks))
    keep(wanted)
    for customer in wanted.exclude(merged_into=None):
        _refuse_merged(customer)


def hold_order(pk: int) -> Order:
    """The order under its lock."""
    _keep_customers(Order.objects.filter(pk=pk))
    return Order.objects.select_for_update(of=("self",)).select_related("customer").get(pk=pk)


def hold_lines(pks: Iterable[int]) -> dict[int, OrderLine]:
    """The lines under their locks, with what valuing and counting them needs."""
    lines = (
        OrderLine.objects.select_for_update(of=("self",))
        .select_related("product", "order__customer")
        .filter(pk__in=list(pks))
        .order_by("pk")
    )
    return {line.pk: line for line in lines}


def keep_lines(lines: Mapping[int, OrderLine], *fields: str) -> None:
    """Write those columns of lines that are held: exact sums, made here and not by the database."""
    OrderLine.objects.bulk_update(list(lines.values()), list(fields), batch_size=200)


def keep_order(order: Order, *fields: str) -> None:
    """Write those columns of an order that is held; they are sums, so no version is kept."""
    Order.objects.filter(pk=order.pk).update(**{name: getattr(order, name) for name in fields})


def hold_orders(pks: Iterable[int]) -> dict[int, Order]:
    """Several orders under their locks."""
    wanted = Order.objects.filter(pk__in=list(pks))
    _keep_customers(wanted)
    orders = wanted.select_for_update(of=("self",)).select_related("customer")
    return {order.pk: order for order in orders.order_by("pk")}


def _keep_customers(orders: QuerySet[Order]) -> None:
    """Before the order: a merge under way holds the customer and asks for its orders next."""
    keep(Customer.objects.filter(pk__in=orders.order_by().values("customer")))


def refuse_blocked(customer: Customer, actor: User) -> None:
    """Nothing is released or goes out to a customer who is blocked, 停供, until it is lifted."""
    if sentence := credit_stop(customer, actor):
        raise BusinessError(sentence, code="blocked")


def _refuse_merged(customer: Customer) -> None:
    if customer.merged_into_id:
        raise BusinessError(
            _("%(customer)s was merged into another customer.") % {"customer": customer},
            field="customer",
            code="merged",
        )
