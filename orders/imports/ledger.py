"""Orders with their lines, or heads alone whose lines follow from a second file."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clock import at_time
from core.imports import ImportContext, ImportLedger, ImportPreset, Row, register
from orders.enums import OrderStatus
from orders.models import Order, OrderLine
from orders.services import LineDraft, OrderDraft, order_save_draft, orders_create
from products.models import Product

from .columns import HEAD, LINE, LINE_NOTES
from .historical import NOON, lines_insert, orders_insert, shipments_insert, total_up
from .people import Key, People
from .worth import line_of, worth_of


@register
class OrderImport(ImportLedger):
    """One order per number, customer and order date."""

    name = "orders"
    label = gettext_lazy("Sales orders")
    permission = "orders.add_order"
    takes_historical = True
    group_by = ("number", "customer", "ordered_on")
    columns = [*HEAD, *LINE]
    notes = [
        gettext_lazy("Rows that agree in order number, customer and order date are one order."),
        gettext_lazy(
            "Where one number stands for several customers or dates, the first keeps the number "
            "and the others get -2, -3 and so on; all keep the number of the file beside it."
        ),
        gettext_lazy(
            "A file without a product column brings in heads; lines follow with “Order lines”."
        ),
        gettext_lazy(
            "Live orders land as drafts. Historical orders come in finished: completed where every "
            "line has a ship date, else released."
        ),
        gettext_lazy(
            "Without a salesperson, an order goes to the customer's, else to the only one of its "
            "region."
        ),
        *LINE_NOTES,
    ]
    presets = [
        ImportPreset(
            "superstore",
            headings={
                "number": "订单 ID",
                "customer": "客户 ID",
                "ordered_on": "订单日期",
                "shipped_on": "发货日期",
                "region": "地区",
                "product": "产品 ID",
                "quantity": "数量",
                "amount": "销售额",
                "discount": "折扣",
                "profit": "利润",
            },
        ),
        ImportPreset(
            "northwind",
            headings={
                "number": "OrderID",
                "customer": "CustomerID",
                "salesperson": "EmployeeID",
                "ordered_on": "OrderDate",
                "requested_on": "RequiredDate",
                "shipped_on": "ShippedDate",
                "freight_amount": "Freight",
                "delivery_recipient": "ShipName",
                "delivery_address": "ShipAddress",
            },
        ),
    ]

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """Lines are whole; a shipment is not before its order, nor in the future."""
        has_lines = bool(rows) and rows[0].given("product")
        for row in rows:
            if has_lines:
                check_line(row)
            shipped_on = row["shipped_on"]
            if shipped_on and shipped_on < row["ordered_on"]:
                row.fail("shipped_on", _("Shipped before it was ordered."))
            elif row["ordered_on"] > context.on:
                row.fail("ordered_on", _("An order is not dated in the future."))

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """By number, customer and date; a finished order does not change by a file."""
        products = known_products(rows)
        stored = stored_orders(source_number__in={row["number"] for row in rows})
        for key, lines in context.documents(rows).items():
            order = stored.get(key)
            if order is None:
                for row in lines:
                    row.is_new()
                continue
            if not lines[0].given("product") or same_lines(order, lines, products):
                for row in lines:
                    row.is_same(target=order.pk)
            elif order.status == OrderStatus.DRAFT and not context.is_historical:
                for row in lines:
                    row.is_changed({}, target=order.pk)
            else:
                for row in lines:
                    row.fail(
                        "number",
                        _("%(order)s is there with other lines; use a change request.")
                        % {"order": order.number},
                    )

    def write(self, rows: list[Row], context: ImportContext) -> None:
        products = known_products(rows)
        documents = context.documents(rows)
        people = People(rows, context)
        if context.is_historical:
            self._write_finished(documents, products, people, context)
        else:
            self._write_drafts(documents, products, people, context)

    def _write_drafts(
        self,
        documents: dict[Key, list[Row]],
        products: dict[int, Product],
        people: People,
        context: ImportContext,
    ) -> None:
        fresh = []
        for (number, customer, _day), lines in documents.items():
            head = people.head(lines[0], customer)
            drafts = drafts_of(lines, products)
            if not lines[0].target:
                fresh.append(OrderDraft(head, drafts, number))
                continue
            order_save_draft(
                actor=context.actor,
                order=Order.objects.get(pk=lines[0].target),
                head=head,
                lines=drafts,
                at=context.at,
            )
        orders_create(actor=context.actor, drafts=fresh, at=context.at, batch=context.batch)

    def _write_finished(
        self,
        documents: dict[Key, list[Row]],
        products: dict[int, Product],
        people: People,
        context: ImportContext,
    ) -> None:
        numbers = free_numbers(list(documents))
        orders: list[Order] = []
        lines: list[OrderLine] = []
        heads_shipped = []
        for key, rows in documents.items():
            order = people.finished(key, numbers[key], rows[0], context)
            if rows[0].given("product"):
                built = [
                    line_of(order, position, row, products[row["product"]], row["shipped_on"])
                    for position, row in enumerate(rows, 1)
                ]
                total_up(order, built, shipped=all(row["shipped_on"] for row in rows))
                lines += built
            elif rows[0]["shipped_on"]:
                order.status = OrderStatus.CLOSED
                order.closed_at = at_time(rows[0]["shipped_on"], NOON)
                order.promised_on = rows[0]["shipped_on"]
                heads_shipped.append((order, rows[0]["shipped_on"]))
            orders.append(order)
        orders_insert(orders, context)
        for line in lines:
            line.order = line.order  # the key is known only now
        lines_insert(lines, context)
        shipments_insert(heads_shipped, context)


def check_line(row: Row) -> None:
    """What a line cannot do without."""
    if row["product"] is None:
        row.fail("product", _("Must be filled in"))
    if row["quantity"] is None or row["quantity"] <= 0:
        row.fail("quantity", _("The quantity must be above 0."))
    if row["unit_price"] is None and row["amount"] is None:
        row.fail("unit_price", _("Give a unit price or an amount."))


def known_products(rows: Sequence[Row]) -> dict[int, Product]:
    """The products of the rows, in one query."""
    return Product.objects.in_bulk({row["product"] for row in rows if row["product"]})


def free_numbers(keys: Sequence[Key]) -> dict[Key, str]:
    """The first document of a number keeps it, the others get -2, -3; taken ones are left out."""
    wanted = {key[0] for key in keys}
    taken: set[str | None] = set()
    while True:
        numbers = _numbered(keys, set(taken))
        again = Order.objects.filter(number__in=wanted | set(numbers.values()))
        found = set(again.values_list("number", flat=True))
        if found <= taken:
            return numbers
        taken |= found


def _numbered(keys: Sequence[Key], taken: set[str | None]) -> dict[Key, str]:
    numbers: dict[Key, str] = {}
    for key in keys:
        number, count = key[0], 1
        while number in taken:
            count += 1
            number = f"{key[0]}-{count}"
        taken.add(number)
        numbers[key] = number
    return numbers


class Stored(NamedTuple):
    """What is there of an order, as a file is compared with it."""

    pk: int
    number: str
    status: str
    lines: list[tuple[int, Decimal, Decimal]]


def stored_orders(**condition: Any) -> dict[Key, Stored]:
    """Orders by number at the source, customer and date, in two queries and few objects."""
    found: dict[Key, Stored] = {}
    by_pk: dict[int, Stored] = {}
    names = ("pk", "number", "source_number", "status", "customer", "ordered_on")
    for pk, number, source, status, customer, day in Order.objects.filter(**condition).values_list(
        *names
    ):
        stored = by_pk[pk] = Stored(pk, number or source, status, [])
        found[source, customer, day] = stored
    lines = OrderLine.objects.filter(**{f"order__{key}": v for key, v in condition.items()})
    columns = ("order", "product", "quantity", "gross_amount")
    for pk, product, quantity, gross in lines.values_list(*columns).order_by():
        by_pk[pk].lines.append((product, quantity, gross))
    return found


def same_lines(stored: Stored, rows: list[Row], products: dict[int, Product]) -> bool:
    """The same products, quantities and amounts, in whatever order."""
    asked = [
        (row["product"], row["quantity"], worth_of(row, products[row["product"]]).amounts.gross)
        for row in rows
    ]
    return sorted(stored.lines) == sorted(asked)


def drafts_of(rows: list[Row], products: dict[int, Product]) -> list[LineDraft]:
    """The lines of a live draft."""
    if not rows[0].given("product"):
        return []
    return [
        LineDraft(
            product=products[row["product"]],
            quantity=row["quantity"],
            unit_price=worth_of(row, products[row["product"]]).unit_price,
            tax_rate=row["tax_rate"],
            requested_on=row["requested_on"],
        )
        for row in rows
    ]
