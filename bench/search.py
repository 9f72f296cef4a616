"""First results of the search box, whole answer, beside the slowest of its queries alone."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

from accounts.models import User
from customers.models import Customer
from orders.models import Order

from .measuring import Line, Time, compared, in_turns, p95, timed
from .orders_list import OF_FRAME

PATH = "/search/"
FRAGMENT = {"HX-Request": "true", "HX-Target": "bo-found"}
Query = tuple[str, Any]


def words() -> dict[str, str]:
    """What people type, taken from what is there."""
    order = Order.objects.filter(number__isnull=False).order_by("pk")[1000]
    customer = Customer.objects.order_by("pk")[100]
    return {
        "a whole number": str(order.number),
        "the end of a number": str(order.number)[-6:],
        "four digits": str(order.number)[-4:],
        "a name": customer.name[:6],
        "two characters": customer.name[:2],
        "initials": customer.name_initials[:4],
        "nothing": "ZZ-99999-XX",
    }


def measure(scale: float) -> list[Line]:
    """As an assistant, who sees everything, and as a salesperson, who sees little of it."""
    made = []
    for username, who in (("limin", "an assistant"), ("wangjianguo", "a salesperson")):
        ours, limit = [], []
        for word in words().values():
            product, alone = beside(username, word, int(20 * scale) or 1)
            ours += product
            limit += alone
        what = f"first results as {who}, seven ways of asking: p95"
        made.append(compared("search", what, ours, limit, goal=3, at=p95))
    return made


def beside(username: str, word: str, rounds: int) -> tuple[list[Time], list[Time]]:
    """The answer, and the slowest of its queries alone."""
    client = Client()
    client.force_login(User.objects.get(username=username))

    def page() -> str:
        answer = client.get(PATH, {"q": word}, headers=FRAGMENT)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    queries = queries_of(page)
    slowest = max(queries, key=lambda query: timed(alone(query))[0].wall)
    product, limit = in_turns([page, alone(slowest)], rounds, warm=2)
    return product, limit


def alone(query: Query) -> Callable[[], Any]:
    """The query, its rows fetched."""

    def run() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(*query)
            return cursor.fetchall()

    return run


def queries_of(page: Callable[[], str]) -> list[Query]:
    """What the answer asks of the database, session and person aside."""
    seen: list[Query] = []

    def keep(execute: Any, sql: str, params: Any, *rest: Any) -> Any:
        of_frame = any(f'FROM "{table}"' in sql for table in OF_FRAME)
        if sql.startswith("SELECT") and not of_frame:
            seen.append((sql, params))
        return execute(sql, params, *rest)

    with connection.execute_wrapper(keep):
        page()
    return seen
