"""The whole company, in the order things depend on each other."""

from bisect import bisect
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random

from core import calendar, periods, scheduling
from core.database import count_rows, loading
from customers.models import Customer
from orders.models import DailyFact, MonthlyFact
from orders.services.facts import facts_rebuild_all
from products.models import Product
from reports.models import SalesPlan
from reports.selectors import Question
from reports.services import report_freeze

from .ahead import ahead
from .bills import leave_bills
from .books import leave_books
from .clients import make_clients
from .company import Company, make_house
from .desk import Desk
from .dunning import leave_dunning
from .ledgers import Ledgers, Rows
from .quarters import leave_quarters
from .scans import leave_papers
from .signing import leave_approvals
from .story import tell
from .supply import fill_stock
from .tale import at
from .telling import tell_people
from .waiting import leave_work

MONTHS = 18
CHUNK = 4000
SEASONS = {"春": (3, 4, 5), "夏": (6, 7, 8)}
Say = Callable[[str], None]


def make_company(*, orders: int, seed: int, today: date, say: Say) -> None:
    """A pump manufacturer as of ``today``: eighteen months of about that many orders."""
    dice = Random(seed)
    first = _months_before(today, MONTHS)
    calendar.load_missing()
    for year in range(first.year, today.year + 2):
        periods.ensure(year)
    company = make_house(dice)
    clients = make_clients(
        dice, company, on=first, at=at(first, 9), count=max(300, min(5000, orders // 40))
    )
    say(f"{len(company.people)} people, {len(company.products)} products, {len(clients)} customers")
    books = Ledgers()
    with loading(books.models()):
        desk = _tell(dice, company, clients, books, orders, first, today, say)
        fill_stock(company, desk.stock_out, first, today)
    say("indexed")
    _plans(dice, company, clients, orders, first, today)
    with loading([DailyFact, MonthlyFact]):
        facts_rebuild_all()
    count_rows()
    leave_work(dice, company, clients, today)
    leave_dunning(company, today)
    leave_bills(company, today)
    leave_books(company, today)
    leave_approvals(company, clients, today)
    leave_papers(Random(seed), company, today)
    _freeze(today)
    leave_quarters(company, today)
    tell_people(dice, company, today)
    say("done")


def _tell(
    dice: Random,
    company: Company,
    clients: list[Customer],
    books: Ledgers,
    orders: int,
    first: date,
    today: date,
    say: Say,
) -> Desk:
    """Spread the orders over the working days, and write them while the next ones are told."""
    desk = Desk(dice, company, books, today)
    days = [first + timedelta(days=n) for n in range((today - first).days)]
    days = [day for day in days if calendar.is_working_day(day)]
    for told, rows in ahead(_tales(desk, clients, Shelf(dice, company.products), orders, days)):
        books.write(rows)
        say(f"{told} orders")
    books.finish()
    return desk


def _tales(
    desk: Desk, clients: list[Customer], sold: "Shelf", orders: int, days: list[date]
) -> Iterator[tuple[int, Rows]]:
    """How many are told and the rows of the last few; busier towards today and in season."""
    dice = desk.dice
    weights = [1 + 0.35 * n / len(days) + (0.15 if d.month in (4, 6, 7) else 0) for n, d in
               enumerate(days)]  # fmt: skip
    pareto = list(accumulate(1 / (place + 4) ** 0.8 for place in range(len(clients))))
    told = 0
    total = sum(weights)
    due = 0.0
    for day, weight in zip(days, weights, strict=True):
        due += orders * weight / total
        while told < round(due):
            customer = clients[bisect(pareto, dice.random() * pareto[-1])]
            tell(desk, customer, day, sold.pick(day))
            told += 1
            if told % CHUNK == 0:
                yield told, desk.books.take()


class Shelf:
    """What is asked for: families have their season, a few products sell most."""

    def __init__(self, dice: Random, products: list[Product]) -> None:
        self.dice = dice
        self.products = products
        base = [1 / (1 + place % 10) ** 0.5 for place in range(len(products))]
        self.weights = {
            month: list(accumulate(w * self._season(p, month) for p, w in
                                   zip(products, base, strict=True)))
            for month in range(1, 13)
        }  # fmt: skip

    def _season(self, product: Product, month: int) -> float:
        return 1.9 if month in SEASONS.get(product.season, ()) else 1.0

    def pick(self, day: date) -> list[Product]:
        """The products of one order, three on the average, each once."""
        weights = self.weights[day.month]
        wanted = self.dice.choices((1, 2, 3, 4, 5), (1, 3, 4, 3, 1))[0]
        found: dict[int, Product] = {}
        while len(found) < wanted:
            product = self.products[bisect(weights, self.dice.random() * weights[-1])]
            found[product.pk] = product
        return list(found.values())


def _plans(
    dice: Random,
    company: Company,
    clients: list[Customer],
    orders: int,
    first: date,
    today: date,
) -> None:
    """A plan for each salesperson and month: what the share of customers promises, and ambition."""
    owned: dict[int, int] = {}
    for customer in clients:
        if customer.owner_id:
            owned[customer.owner_id] = owned.get(customer.owner_id, 0) + 1
    worth = 132_000 * orders / MONTHS
    month = first.replace(day=1)
    rows = []
    while month <= today + timedelta(days=62):
        for person in company.sellers:
            share = owned.get(person.pk, 0) / len(clients)
            amount = round(worth * share * dice.uniform(0.95, 1.15) / 10000) * 10000
            rows.append(
                SalesPlan(month_on=month, salesperson=person, region=person.region, amount=amount)
            )
        month = (month + timedelta(days=32)).replace(day=1)
    SalesPlan.objects.bulk_create(rows)


def _freeze(today: date) -> None:
    """The reports of the last days, weeks and months, as they came after close of business."""
    ends = [("daily", today - timedelta(days=n)) for n in range(1, 8)]
    ends += [("weekly", today - timedelta(days=7 * n)) for n in (1, 2)]
    ends += [(kind, periods.previous_span(kind, today)[1]) for kind in ("monthly", "quarterly")]
    for kind, on in ends:
        if kind == "daily" and not calendar.is_working_day(on):
            continue
        report_freeze(actor=None, question=Question(kind, on), at=_came(kind, on))


def _came(kind: str, on: date) -> datetime:
    """When the clock made the report of that day, week or month: the first time after its close."""
    closed = at(periods.span(kind, on)[1], 17)
    when = scheduling.all_schedules()[f"reports.{kind}"].when
    until = closed + timedelta(days=2)
    due, *_later = scheduling.due_moments(when, closed, until, only_working_days=False)
    return due + timedelta(seconds=8)


def _months_before(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)
