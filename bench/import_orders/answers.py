"""What both must have brought in."""

from typing import Any

from django.db import connection

ANSWERS = """
SELECT COUNT(*), SUM(line_count), SUM(net_amount), SUM(tax_amount), SUM(gross_amount),
  SUM(cost_amount), SUM(shipped_amount), MIN(ordered_on), MAX(promised_on), MIN(status),
  MAX(status), COUNT(DISTINCT salesperson_id), COUNT(DISTINCT region_id), MIN(confirmed_at),
  MAX(closed_at), MAX(delivery_address)
FROM orders_order WHERE source_number LIKE %s;
SELECT COUNT(*), SUM(quantity), SUM(unit_price), SUM(untaxed_price), SUM(net_amount),
  SUM(gross_amount), SUM(cost_amount), SUM(signed_quantity), MAX(last_signed_on),
  SUM(position * product_id)
FROM orders_orderline
WHERE order_id IN (SELECT id FROM orders_order WHERE source_number LIKE %s);
SELECT kind, COUNT(*), SUM(gross_amount), MIN(moved_on), MAX(moved_on), SUM(category_id),
  SUM(salesperson_id), SUM(region_id)
FROM orders_salesmovement WHERE document LIKE %s GROUP BY 1 ORDER BY 1;
SELECT COUNT(*), SUM(gross_amount), MIN(signed_on) FROM orders_shipment WHERE number LIKE %s;
SELECT COUNT(*), SUM(p.gross_amount), SUM(p.signed_quantity)
FROM orders_shipmentline p JOIN orders_shipment t ON t.id = p.shipment_id
WHERE t.number LIKE %s;
SELECT COUNT(*), SUM(gross_amount) FROM orders_historicalorder WHERE number LIKE %s;
SELECT COUNT(*) FROM orders_historicalshipment WHERE number LIKE %s;
SELECT COUNT(*) FROM core_auditentry WHERE subject_text LIKE %s
"""


def answers(mark: str) -> list[Any]:
    found = []
    with connection.cursor() as cursor:
        for statement in ANSWERS.split(";"):
            cursor.execute(statement, [f"{mark}-%"])
            found.append(cursor.fetchall())
    return found
