"""What the machine says of an order before a person verifies it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import format_money, format_price
from orders.enums import CheckKind, CheckLevel, OrderStatus
from orders.models import Order, OrderLine, SalesPolicy

from .availability import earliest_dates
from .credit import credit_of
from .policy import sales_policy
from .pricing import price_in

PASS, WARNING, STOP = CheckLevel.PASS, CheckLevel.WARNING, CheckLevel.STOP


@dataclass(frozen=True)
class Answer:
    """One answer about the order or one of its lines; the sentence says why."""

    kind: str
    level: str
    sentence: str = ""
    line: OrderLine | None = None

    @property
    def is_stop(self) -> bool:
        """Whether it keeps the order from going on."""
        return self.level == STOP

    @property
    def label(self) -> str:
        """What was checked."""
        return str(CheckKind(self.kind).label)


def checks_of(
    order: Order,
    lines: Sequence[OrderLine],
    *,
    on: date,
    policy: SalesPolicy | None = None,
) -> list[Answer]:
    """Every check of the order as of that day; a kind with nothing to say passes once.

    Lines come with their ``product``; the number of queries does not grow with them.
    """
    policy = policy or sales_policy()
    found = [
        *_blocked(order),
        *_complete(order, lines),
        *_products(lines),
        *_prices(order, lines, policy),
        *_delivery(order, lines, on),
        *_credit(order, on, policy),
        *_duplicate(order),
    ]
    spoken = {answer.kind for answer in found}
    passed = [Answer(kind, PASS) for kind in CheckKind.values if kind not in spoken]
    position = {kind: index for index, kind in enumerate(CheckKind.values)}
    return sorted([*found, *passed], key=lambda answer: position[answer.kind])


def _blocked(order: Order) -> Iterator[Answer]:
    if order.customer.is_blocked:
        reason = order.customer.blocked_reason or "—"
        yield Answer(
            CheckKind.BLOCKED,
            STOP,
            _("The customer is blocked: %(reason)s") % {"reason": reason},
        )


def _complete(order: Order, lines: Sequence[OrderLine]) -> Iterator[Answer]:
    if not lines:
        yield Answer(CheckKind.COMPLETE, STOP, _("The order has no lines."))
    if not order.delivery_address:
        yield Answer(CheckKind.COMPLETE, WARNING, _("There is no delivery address."))
    for line in lines:
        if line.requested_on is None and order.requested_on is None:
            yield Answer(CheckKind.COMPLETE, WARNING, _("No requested date is given."), line)
        if line.unit_price == 0:
            yield Answer(CheckKind.COMPLETE, WARNING, _("The unit price is 0."), line)


def _products(lines: Sequence[OrderLine]) -> Iterator[Answer]:
    for line in lines:
        if not line.product.is_active:
            sentence = _("%(product)s is no longer on sale.") % {"product": line.product.code}
            yield Answer(CheckKind.PRODUCT, STOP, sentence, line)
        if line.quantity <= 0:
            yield Answer(CheckKind.QUANTITY, STOP, _("The quantity must be above 0."), line)


def _prices(order: Order, lines: Sequence[OrderLine], policy: SalesPolicy) -> Iterator[Answer]:
    for line in lines:
        floor = _reads(line.product.floor_price, line, order)
        if line.unit_price < floor:
            yield Answer(
                CheckKind.FLOOR_PRICE,
                STOP,
                _("%(product)s: the price %(price)s is under the floor price %(floor)s.")
                % {
                    "product": line.product.code,
                    "price": format_price(line.unit_price),
                    "floor": format_price(floor),
                },
                line,
            )
            continue
        listed = _reads(line.product.list_price, line, order)
        least = listed * (1 - policy.list_price_tolerance / 100)
        if listed and line.unit_price < least:
            below = (listed - line.unit_price) / listed * 100
            yield Answer(
                CheckKind.LIST_PRICE,
                WARNING,
                _("%(product)s: the price is %(percent)s%% below the list price %(listed)s.")
                % {
                    "product": line.product.code,
                    "percent": f"{below:.1f}",
                    "listed": format_price(listed),
                },
                line,
            )


def _reads(price: Decimal, line: OrderLine, order: Order) -> Decimal:
    return price_in(
        price,
        line.product,
        includes_tax=line.includes_tax,
        tax_rate=line.tax_rate,
        exchange_rate=order.exchange_rate,
    )


def _delivery(order: Order, lines: Sequence[OrderLine], on: date) -> Iterator[Answer]:
    wanted = [(line.product, line.quantity) for line in lines]
    earliest = earliest_dates(wanted, on=on, leaving_out=order.pk) if wanted else []
    for line, first in zip(lines, earliest, strict=True):
        promised = line.confirmed_on or order.promised_on
        facts = {"product": line.product.code, "date": promised, "first": first}
        if promised is None:
            yield Answer(CheckKind.DELIVERY, WARNING, _("No confirmed date is given."), line)
        elif promised < on:
            sentence = _("%(product)s: the confirmed date %(date)s is in the past.") % facts
            yield Answer(CheckKind.DELIVERY, STOP, sentence, line)
        elif promised < first:
            sentence = _("%(product)s: %(date)s is promised, %(first)s is feasible.") % facts
            yield Answer(CheckKind.DELIVERY, WARNING, sentence, line)
        elif line.requested_on and promised > line.requested_on:
            sentence = _("%(product)s: %(date)s is later than requested.") % facts
            yield Answer(CheckKind.DELIVERY, WARNING, sentence, line)


def _credit(order: Order, on: date, policy: SalesPolicy) -> Iterator[Answer]:
    credit = credit_of(order.customer, on=on, policy=policy, leaving_out=order.pk)
    wanted = order.gross_amount
    if credit.is_limited and wanted > credit.left:
        yield Answer(
            CheckKind.CREDIT,
            policy.credit_level,
            _("Credit left %(left)s, this order %(wanted)s: exceeded by %(over)s.")
            % {
                "left": format_money(credit.left),
                "wanted": format_money(wanted),
                "over": format_money(wanted - credit.left),
            },
        )
    if not credit.is_limited and order.customer.pays_later and policy.no_limit_level != PASS:
        yield Answer(
            CheckKind.CREDIT,
            policy.no_limit_level,
            _("No credit limit is agreed with the customer."),
        )
    if credit.overdue > 0:
        yield Answer(
            CheckKind.OVERDUE,
            policy.overdue_level,
            _("%(amount)s are overdue by more than %(days)s days.")
            % {"amount": format_money(credit.overdue), "days": policy.overdue_days},
        )


def same_customer_number(order: Order) -> list[Order]:
    """Other orders of this customer that carry the same customer's number."""
    if not order.customer_order_number:
        return []
    return list(
        Order.objects.filter(
            customer_id=order.customer_id, customer_order_number=order.customer_order_number
        )
        .exclude(status=OrderStatus.CANCELLED)
        .exclude(pk=order.pk)
        .order_by("-ordered_on", "-id")[:5]
    )


def _duplicate(order: Order) -> Iterator[Answer]:
    same = same_customer_number(order)
    if same:
        yield Answer(
            CheckKind.DUPLICATE,
            WARNING,
            _("The customer's number %(number)s is on %(orders)s already.")
            % {
                "number": order.customer_order_number,
                "orders": ", ".join(str(other) for other in same),
            },
        )
