"""Stock that came in before it went out: no running balance is ever below zero."""

from datetime import date, timedelta

from django.db.models import Sum

from orders.enums import StockKind
from orders.models import StockBalance, StockMovement
from products.enums import Route

from .company import Company
from .ledgers import Ledgers
from .tale import at

SPARE = 60


def fill_stock(
    company: Company, gone: dict[tuple[int, date], int], first: date, today: date
) -> None:
    """At the start of each month comes in what the month will ship, and something to spare."""
    books = Ledgers()
    keeper = company.people["luoku"].pk
    months = sorted({month for _product, month in gone} | {first.replace(day=1)})
    left: dict[int, int] = {}
    for place, month in enumerate(months):
        day = month - timedelta(days=1) if place else first
        for shelf, product in enumerate(company.products):
            spare = (SPARE - shelf % 50) if place == 0 else 0
            wanted = gone.get((product.pk, month), 0) + spare
            if not wanted:
                continue
            made = product.category.route == Route.PRODUCTION
            kind = StockKind.PRODUCTION_IN if made else StockKind.PURCHASE_IN
            books.stock.add(
                company.warehouse.pk,
                product.pk,
                (StockKind.OPENING if place == 0 else kind).value,
                day,
                wanted,
                books.number("stock_in", "RK", day),
                None,
                keeper,
                at(day, 8),
            )
            left[product.pk] = left.get(product.pk, 0) + spare
    books.finish()
    _balances(company, today)


def _balances(company: Company, today: date) -> None:
    """What lies there is what came in less what went out."""
    sums = (
        StockMovement.objects.filter(
            warehouse=company.warehouse, moved_on__lte=today + timedelta(days=1)
        )
        .order_by()
        .values_list("product")
        .annotate(total=Sum("quantity"))
    )
    StockBalance.objects.bulk_create(
        [
            StockBalance(warehouse=company.warehouse, product_id=product, on_hand=total)
            for product, total in sums
        ]
    )
