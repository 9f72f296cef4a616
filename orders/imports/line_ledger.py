"""Lines for orders whose heads came in before."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit, history
from core.imports import ImportColumn, ImportContext, ImportLedger, ImportPreset, Row, register
from orders.enums import Event
from orders.models import Order, OrderLine, Shipment
from orders.services import order_save_draft
from orders.services.entry import head_of

from .columns import LINE, LINE_NOTES, order_ids
from .historical import REASON, SUMS, lines_insert, total_up
from .ledger import check_line, drafts_of, known_products, same_lines, stored_orders
from .worth import line_of

WRITTEN = [
    *SUMS,
    "line_count",
    "status",
    "promised_on",
    "closed_at",
    "shipped_amount",
    "signed_amount",
    "produced_amount",
]


@register
class OrderLineImport(ImportLedger):
    """The second of two files: each row is a line of an order that is there without lines."""

    name = "order_lines"
    label = gettext_lazy("Order lines")
    permission = "orders.add_order"
    takes_historical = True
    group_by = ("order",)
    columns = [
        ImportColumn(
            "order",
            gettext_lazy("Order number"),
            kind="lookup",
            lookup=order_ids,
            required=True,
            aliases=["订单号", "订单编号", "单号", "订单 ID", "OrderID"],
            example="XS-2026-0118",
        ),
        *LINE,
    ]
    notes = [
        gettext_lazy("The heads come first, as “Sales orders”; an order with lines takes no more."),
        gettext_lazy("The ship date of the head is the ship date of its lines."),
        *LINE_NOTES,
    ]
    presets = [
        ImportPreset(
            "northwind",
            headings={
                "order": "OrderID",
                "product": "ProductID",
                "unit_price": "UnitPrice",
                "quantity": "Quantity",
                "discount": "Discount",
            },
        ),
    ]

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """Lines are whole."""
        for row in rows:
            check_line(row)

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """An order without lines takes them; the same lines are the same; others are refused."""
        products = known_products(rows)
        pks = {row["order"] for row in rows}
        orders = {order.pk: order for order in stored_orders(pk__in=pks).values()}
        fitting = Order.objects.filter(pk__in=pks, is_historical=context.is_historical)
        fits = set(fitting.values_list("pk", flat=True))
        for (pk,), lines in context.documents(rows).items():
            order = orders[pk]
            if not order.lines and pk in fits:
                for row in lines:
                    row.is_new()
            elif order.lines and same_lines(order, lines, products):
                for row in lines:
                    row.is_same(target=pk)
            else:
                sentence = _("%(order)s is there with other lines; use a change request.")
                for row in lines:
                    row.fail("order", sentence % {"order": order.number})

    def write(self, rows: list[Row], context: ImportContext) -> None:
        products = known_products(rows)
        documents = context.documents(rows)
        orders = Order.objects.select_related("customer").in_bulk({key[0] for key in documents})
        if not context.is_historical:
            for (pk,), of_order in documents.items():
                order_save_draft(
                    actor=context.actor,
                    order=orders[pk],
                    head=head_of(orders[pk]),
                    lines=drafts_of(of_order, products),
                    at=context.at,
                )
            return
        shipped = dict(
            Shipment.objects.filter(order__in=orders, is_historical=True).values_list(
                "order", "shipped_on"
            )
        )
        lines: list[OrderLine] = []
        for (pk,), of_order in documents.items():
            built = [
                line_of(orders[pk], position, row, products[row["product"]], shipped.get(pk))
                for position, row in enumerate(of_order, 1)
            ]
            total_up(orders[pk], built, shipped=pk in shipped)
            lines += built
        self._write_heads(list(orders.values()), context)
        lines_insert(lines, context)

    def _write_heads(self, orders: list[Order], context: ImportContext) -> None:
        facts = {"actor": context.actor, "at": context.at, "reason": REASON}
        history.bulk_save(Order, orders, WRITTEN, **facts)
        audit.record_many(
            verb=Event.ORDER_CHANGED, subjects=orders, batch=str(context.batch.pk), **facts
        )
