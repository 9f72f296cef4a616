"""Who writes what: the people, the dice, the books, and the movement behind every figure."""

from datetime import date
from random import Random

from django.contrib.contenttypes.models import ContentType

from backoffice.demo.tables import money
from orders.enums import MovementKind
from orders.models import Order

from .company import Company
from .ledgers import Ledgers
from .tale import Line, Tale, at, worth


class Desk:
    """What all parts of a story share."""

    def __init__(self, dice: Random, company: Company, ledgers: Ledgers, today: date) -> None:
        self.dice, self.company, self.books, self.today = dice, company, ledgers, today
        people = company.people
        self.assistants = [people["limin"].pk, people["chenjing"].pk]
        self.supervisor = people["zhouting"].pk
        self.keeper = people["luoku"].pk
        self.finance = people["sunxiaoyan"].pk
        self.kind_of_order = ContentType.objects.get_for_model(Order).pk
        self.asking: set[int | None] = set()  # salespeople who have money to ask for
        self.stock_out: dict[tuple[int, date], int] = {}

    def move(
        self,
        tale: Tale,
        kind: MovementKind,
        day: date,
        line: Line,
        quantity: int,
        net: int,
        gross: int,
        document: str = "",
    ) -> None:
        customer, product = tale.customer, line.product
        self.books.movements.add(
            kind.value,
            day,
            tale.key,
            line.key,
            customer.id,
            customer.customer_class_id,
            product.id,
            product.category_id,
            customer.owner_id,
            customer.region_id,
            product.unit,
            quantity,
            *worth(net, gross),
            money(line.unit_cost * quantity),
            document or tale.number,
            at(day, 17),
        )

    def other(self, maker: int) -> int:
        return next(key for key in self.assistants if key != maker)
