"""What a check is asked about, and what it answers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from orders.enums import CheckKind, CheckLevel
from orders.models import Order, OrderLine, SalesPolicy
from orders.selectors.availability import earliest_dates
from orders.selectors.credit import Credit, credit_of
from orders.selectors.pricing import LastPrice, last_prices, price_in

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


Part = tuple[OrderLine, Decimal, date | None, date | None]


@dataclass(frozen=True)
class Batch:
    """What goes out at once: when it is wanted, promised and feasible."""

    line: OrderLine
    quantity: Decimal
    requested_on: date | None
    confirmed_on: date | None
    earliest: date


@dataclass(frozen=True)
class Asked:
    """The order, its ``checked_lines``, the day, and what several checks read."""

    order: Order
    lines: Sequence[OrderLine]
    on: date
    policy: SalesPolicy

    @cached_property
    def credit(self) -> Credit:
        """What the customer may still owe, this order left out."""
        return credit_of(
            self.order.customer, on=self.on, policy=self.policy, leaving_out=self.order.pk
        )

    @cached_property
    def last(self) -> dict[int, LastPrice]:
        """What the customer paid last, by product."""
        products = [line.product_id for line in self.lines]
        return last_prices(self.order.customer, products, before=self.order.pk)

    @cached_property
    def batches(self) -> list[Batch]:
        """What goes out at once, in the order of the lines: each line, or each of its deliveries;
        with the first day it can leave.
        """
        parts = [part for line in self.lines for part in self._parts(line)]
        wanted = [(line.product, quantity) for line, quantity, *_days in parts]
        if not wanted:
            return []
        earliest = earliest_dates(wanted, on=self.on, leaving_out=self.order.pk)
        return [Batch(*part, first) for part, first in zip(parts, earliest, strict=True)]

    def _parts(self, line: OrderLine) -> list[Part]:
        whole = (line, line.quantity, line.requested_on, line.confirmed_on)
        return [
            (line, each.quantity, each.requested_on, each.confirmed_on) for each in line.deliveries
        ] or [whole]

    def reads(self, price: Decimal, line: OrderLine) -> Decimal:
        """A price of the catalogue as the line reads it."""
        return price_in(
            price,
            line.product,
            includes_tax=line.includes_tax,
            tax_rate=line.tax_rate,
            exchange_rate=self.order.exchange_rate,
        )

    def last_of(self, line: OrderLine) -> Decimal | None:
        """What the customer paid last, as the line reads it."""
        last = self.last.get(line.product_id)
        if last is None:
            return None
        return last.reads(includes_tax=line.includes_tax, exchange_rate=self.order.exchange_rate)


Said = tuple[str, str, OrderLine | None]


@dataclass(frozen=True)
class Check:
    """What is said where something is wrong, and why it passes where nothing is."""

    kind: str
    find: Callable[[Asked], Iterator[Said]]
    passed: Callable[[Asked], str]

    def answers(self, asked: Asked) -> list[Answer]:
        """Each warning and stop, or that it passes."""
        found = [Answer(self.kind, *said) for said in self.find(asked)]
        return found or [Answer(self.kind, PASS, self.passed(asked))]
