"""The limit: read, check each cell, stage by COPY, then one statement per table."""

import io
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import python_calamine
from django.db import connection, transaction

from customers.models import Customer
from products.models import Product

from .merging import PREVIEW, ROWS, STAGING, merges

CENT = Decimal("0.01")


def by_hand(content: bytes) -> None:
    """Read, check each cell, stage by COPY, then one statement per table."""
    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    rows = sheet.get_sheet_by_index(0).to_python()[1:]
    customers = dict(Customer.objects.values_list("code", "pk"))
    products = {
        code: facts
        for code, *facts in Product.objects.values_list("code", "pk", "tax_rate", "cost")
    }
    staged, errors = io.StringIO(), []
    positions: dict[str, int] = {}
    for at, (number, customer, ordered, shipped, address, product, quantity, price) in enumerate(
        rows, 2
    ):
        if customer not in customers or product not in products:
            errors.append((at, "unknown"))
            continue
        if not isinstance(ordered, date) or not isinstance(shipped, date) or shipped < ordered:
            errors.append((at, "dates"))
            continue
        count, unit_price = Decimal(str(quantity)), Decimal(str(price))
        if count <= 0 or unit_price < 0:
            errors.append((at, "numbers"))
            continue
        pk, rate, cost = products[product]
        gross = (count * unit_price).quantize(CENT, ROUND_HALF_UP)
        net = (gross / (1 + rate)).quantize(CENT, ROUND_HALF_UP)
        whole_cost = (cost * count).quantize(CENT, ROUND_HALF_UP)
        positions[number] = position = positions.get(number, 0) + 1
        staged.write(
            f"{number}\t{customers[customer]}\t{ordered}\t{shipped}\t{address}\t{position}\t{pk}\t"
            f"{count}\t{unit_price}\t{rate}\t{net}\t{gross - net}\t{gross}\t{cost}\t{whole_cost}\n"
        )
    assert not errors, errors[:3]
    staged.seek(0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STAGING)
        cursor.copy_expert("COPY staged FROM STDIN", staged)
        cursor.execute("ANALYZE staged")
        cursor.execute("SELECT state, COUNT(*) FROM (" + PREVIEW + ") p GROUP BY 1")
        assert dict(cursor.fetchall()) == {"new": ROWS}
        for statement, values in merges():
            cursor.execute(statement, values)
        cursor.execute("DROP TABLE staged")
