"""An order while it is told: its lines, what was shipped of them, amounts in cents."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from backoffice.demo.tables import half_up, money
from customers.models import Customer
from products.models import Product

SHANGHAI = timezone(timedelta(hours=8))
TAX = "0.1300"


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of the office's day."""
    return datetime.combine(day, time(hour, minute), SHANGHAI)


@dataclass
class Part:
    """Part of a line in one shipment; amounts in cents."""

    line: "Line"
    quantity: int
    net: int
    gross: int
    cost: int
    returned: int = 0


@dataclass
class Line:
    """A line as it is told; amounts in cents."""

    key: int
    product: Product
    quantity: int
    price: int
    net: int
    gross: int
    unit_cost: int
    cost: int
    produced: int = 0
    shipped: int = 0
    signed: int = 0
    returned: int = 0
    invoiced: int = 0
    shipped_gross: int = 0
    returned_gross: int = 0
    invoiced_gross: int = 0
    collected: int = 0
    own_freight: Decimal = Decimal(0)  # of what we sent at our expense
    signed_on: date | None = None

    def take(self, quantity: int) -> Part:
        """The next part to ship; the last part takes what is left to the cent."""
        before, after = self.shipped, self.shipped + quantity
        shares = []
        for whole in (self.net, self.gross, self.cost):
            shares.append(
                half_up(whole * after, self.quantity) - half_up(whole * before, self.quantity)
            )
        self.shipped = after
        self.shipped_gross += shares[1]
        return Part(self, quantity, *shares)


@dataclass(frozen=True)
class Bill:
    """An invoice that was issued: its key, its day, the key of each part's line."""

    key: int
    on: date
    lines: list[int]


@dataclass(frozen=True)
class Back:
    """What came back of a shipment: the return, of which part, how much; amounts in cents."""

    key: int
    on: date
    place: int
    quantity: int
    net: int
    gross: int
    cost: int


@dataclass
class Tale:
    """One order while it is told."""

    key: int
    customer: Customer
    on: date
    promised: date
    lines: list[Line] = field(default_factory=list)
    number: str = ""
    signed_gross: int = 0


def worth(net: int, gross: int) -> tuple[str, str, str]:
    """Net, tax and gross as texts."""
    return money(net), money(gross - net), money(gross)
