"""What becomes of an order: shipped in parts, late or not, signed, invoiced, paid, returned."""

from datetime import date, timedelta

from backoffice.demo.tables import half_up
from customers.models import Customer
from orders.enums import MovementKind
from products.models import Product

from .desk import Desk
from .goods import ship
from .paper import write
from .tale import Line, Tale


def tell(desk: Desk, customer: Customer, on: date, products: list[Product]) -> None:
    """One order from the call to the money, as far as today has come."""
    dice, books = desk.dice, desk.books
    books.orders.last += 1
    lead = max(product.lead_days for product in products) + dice.randrange(0, 6)
    tale = Tale(books.orders.last, customer, on, on + timedelta(days=lead))
    tale.number = books.number("orders", "SO", on)
    tale.lines = [_line(desk, customer, product) for product in products]
    maker = dice.choice(desk.assistants)
    is_cancelled = dice.random() < 0.012
    for line in tale.lines:
        desk.move(tale, MovementKind.CONFIRMED, on, line, line.quantity, line.net, line.gross)
    if is_cancelled:
        _cancel(desk, tale)
    else:
        _deliver(desk, tale)
    write(desk, tale, maker, is_cancelled=is_cancelled)


def _line(desk: Desk, customer: Customer, product: Product) -> Line:
    books, dice = desk.books, desk.dice
    books.lines.last += 1
    cheap = product.list_price < 400
    quantity = dice.randrange(10, 120) if cheap else dice.choice((1, 2, 3, 4, 5, 6, 8, 10, 12))
    rate = {"A": 0.955, "B": 0.975}.get(customer.grade, 0.99) * dice.uniform(0.985, 1.015)
    floor = int(product.floor_price)
    price = max(floor, round(float(product.list_price) * rate))
    gross = quantity * price * 100
    unit_cost = int(product.cost * 100)
    return Line(
        books.lines.last,
        product,
        quantity,
        price,
        half_up(gross * 100, 113),
        gross,
        unit_cost,
        unit_cost * quantity,
    )


def _cancel(desk: Desk, tale: Tale) -> None:
    day = min(tale.on + timedelta(days=2), desk.today)
    for line in tale.lines:
        desk.move(tale, MovementKind.CANCELLED, day, line, -line.quantity, -line.net, -line.gross)


def _deliver(desk: Desk, tale: Tale) -> None:
    """Most on time, some late, some in two parts."""
    dice = desk.dice
    luck = dice.random()
    late = dice.randrange(-3, 1) if luck < 0.84 else dice.randrange(1, 9)
    first = max(tale.on + timedelta(days=1), tale.promised + timedelta(days=late))
    splits = dice.random() < 0.18
    if first <= desk.today - timedelta(days=2) or (first <= desk.today and dice.random() < 0.5):
        ship(desk, tale, first, part=splits)
    second = first + timedelta(days=dice.randrange(3, 12))
    if splits and second <= desk.today:
        ship(desk, tale, second, part=False)
    if first - timedelta(days=2) <= desk.today:
        for line in tale.lines:
            line.produced = line.quantity
