"""Freight of shipments that left before their lines kept it by its terms."""

from collections import defaultdict
from decimal import Decimal
from itertools import groupby

from django.db import migrations

from core.money import allocate

COLUMNS = {"ours": "own_freight_amount", "advanced": "advanced_freight_amount"}
CHUNK = 500  # orders at once


def spread(apps, schema_editor):
    """Our freight and what was paid for the customer, over the lines of each shipment by amount
    with tax, largest remainder first. Written whole, so it may run again."""
    sent = apps.get_model("orders", "Shipment").objects.filter(
        status__in=["shipped", "signed"], freight_terms__in=list(COLUMNS), freight_amount__gt=0
    )
    facts = sent.order_by("order_id", "pk").values_list(
        "order_id", "pk", "freight_terms", "freight_amount"
    )
    by_order = (list(rows) for _, rows in groupby(facts.iterator(), key=lambda row: row[0]))
    for orders in _chunks(by_order):
        _write(apps, [shipment for rows in orders for shipment in rows])


def _write(apps, shipments):
    OrderLine = apps.get_model("orders", "OrderLine")
    freight = {pk: (COLUMNS[terms], amount) for _, pk, terms, amount in shipments}
    parts = apps.get_model("orders", "ShipmentLine").objects.filter(shipment__in=list(freight))
    rows = parts.order_by("shipment_id", "line_id").values_list(
        "shipment_id", "line_id", "gross_amount"
    )
    sums = defaultdict(lambda: dict.fromkeys(COLUMNS.values(), Decimal("0.00")))
    for pk, of in groupby(rows, key=lambda row: row[0]):
        column, amount = freight[pk]
        _, lines, weights = zip(*of, strict=True)
        for line, share in zip(lines, allocate(amount, weights), strict=True):
            sums[line][column] += share
    lines = [OrderLine(pk=pk, **amounts) for pk, amounts in sorted(sums.items())]
    OrderLine.objects.bulk_update(lines, list(COLUMNS.values()), batch_size=CHUNK)


def _chunks(rows):
    chunk = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0021_freight_three_ways_on_lines"),
    ]

    operations = [
        migrations.RunPython(spread, migrations.RunPython.noop),
    ]
