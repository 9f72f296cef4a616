"""Invoices as the tax platform issued them, over lines of orders."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import BusinessError
from core.imports import ImportColumn, ImportContext, ImportLedger, Row, register, rehearse
from core.imports.references import by_any_of
from orders.enums import InvoiceKind, InvoiceStatus
from orders.models import Invoice, InvoiceLine, Order, OrderLine
from orders.services import InvoiceRow, invoice_apply, invoice_issue
from orders.services.invoice_worth import charged_before
from orders.services.invoicing import number_checked
from products.models import Product

from .columns import order_ids, product_codes
from .invoices_as_they_were import invoice_insert

Chosen = list[tuple[OrderLine, Decimal]]


@register
class InvoiceImport(ImportLedger):
    """One invoice per code and number; its rows name what it charges."""

    name = "invoices"
    label = gettext_lazy("Invoices")
    permission = "orders.issue_invoice"
    takes_historical = True
    group_by = ("code", "number")
    notes = [
        gettext_lazy("Rows that agree in code and number are one invoice, of one customer."),
        gettext_lazy(
            "A row names an order, and a line of it by number or product. Without a line, all of "
            "the order are meant; without a quantity, all that is left to invoice."
        ),
        gettext_lazy(
            "Live invoices are applied for and issued as if typed, with every check. Historical "
            "ones come in as received by the customer; what is owed does not follow them."
        ),
    ]
    columns = [
        ImportColumn(
            "number",
            gettext_lazy("Invoice number"),
            kind="code",
            required=True,
            max_length=20,
            aliases=["发票号码", "发票号", "数电发票号码", "数电票号码", "InvoiceNumber"],
            example="26432000000012345678",
        ),
        ImportColumn(
            "code",
            gettext_lazy("Invoice code"),
            kind="code",
            max_length=12,
            aliases=["发票代码", "InvoiceCode"],
        ),
        ImportColumn(
            "kind",
            gettext_lazy("Kind"),
            kind="choice",
            head=True,
            choices=InvoiceKind.choices,
            default=InvoiceKind.DIGITAL_SPECIAL.value,
            aliases=["发票种类", "发票类型", "票种", "InvoiceKind"],
        ),
        ImportColumn(
            "issued_on",
            gettext_lazy("Issued on"),
            kind="date",
            required=True,
            head=True,
            aliases=["开票日期", "发票日期", "日期", "InvoiceDate"],
            example="2026-11-18",
        ),
        ImportColumn(
            "order",
            gettext_lazy("Order number"),
            kind="lookup",
            required=True,
            lookup=order_ids,
            aliases=["订单号", "订单编号", "单号", "销售订单号", "OrderID"],
            example="XS-2026-0118",
        ),
        ImportColumn(
            "position",
            gettext_lazy("Line"),
            kind="integer",
            minimum=1,
            aliases=["行号", "订单行", "序号", "Line"],
        ),
        ImportColumn(
            "product",
            gettext_lazy("Product code"),
            kind="lookup",
            lookup=by_any_of(Product, "code", "name"),
            suggest=product_codes,
            aliases=["产品编码", "商品编码", "物料编码", "产品", "货物名称", "ProductID"],
        ),
        ImportColumn(
            "quantity",
            gettext_lazy("Quantity"),
            kind="quantity",
            aliases=["数量", "开票数量", "Quantity"],
        ),
        ImportColumn(
            "tax_amount",
            gettext_lazy("Tax of the invoice"),
            kind="money",
            head=True,
            aliases=["税额", "合计税额", "发票税额", "Tax"],
        ),
        ImportColumn(
            "title",
            gettext_lazy("Invoice title"),
            head=True,
            max_length=200,
            aliases=["购方名称", "发票抬头", "购买方名称", "Title"],
        ),
        ImportColumn(
            "tax_number",
            gettext_lazy("Tax number"),
            kind="code",
            head=True,
            max_length=30,
            aliases=["购方税号", "纳税人识别号", "购买方识别号", "TaxNumber"],
        ),
        ImportColumn(
            "over_shipped_reason",
            gettext_lazy("Reason for invoicing above what was shipped"),
            head=True,
            max_length=200,
            aliases=["超发货开票原因", "提前开票原因"],
        ),
    ]

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """An invoice has one customer; a historical one charges historical orders."""
        orders = Order.objects.in_bulk({row["order"] for row in rows})
        for lines in context.documents(rows).values():
            first = orders[lines[0]["order"]]
            for row in lines:
                order = orders[row["order"]]
                if order.customer_id != first.customer_id:
                    row.fail("order", _("An invoice is for one customer."))
                elif context.is_historical and not order.is_historical:
                    sentence = _("%(order)s is under way; bring its invoices in live.")
                    row.fail("order", sentence % {"order": order})
                elif row["quantity"] is not None and row["quantity"] <= 0:
                    row.fail("quantity", _("A quantity is greater than zero."))
                elif context.is_historical and row["issued_on"] > context.on:
                    sentence = _("%(day)s has not come yet.")
                    row.fail("issued_on", sentence % {"day": row["issued_on"].isoformat()})

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """Registered with the same lines is the same; the others are tried and undone."""
        stored = _stored(rows)
        new: dict[Any, list[Row]] = {}
        for (code, number), lines in context.documents(rows).items():
            invoice = stored.get((code or "", number))
            if invoice is None:
                new[code, number] = lines
                for row in lines:
                    row.is_new()
            elif _is_same(invoice, lines):
                for row in lines:
                    row.is_same(target=invoice.pk)
            else:
                sentence = _("Invoice %(invoice)s is registered already (%(application)s).")
                names = {"invoice": invoice, "application": invoice.application_number}
                for row in lines:
                    row.fail("number", sentence % names)
        rehearse(self, new, lambda those: self._bring(those, context))

    def write(self, rows: list[Row], context: ImportContext) -> None:
        for lines in context.documents(rows).values():
            if lines[0].state == "new":
                self._bring(lines, context)

    def _bring(self, rows: list[Row], context: ImportContext) -> None:
        head, chosen = rows[0], chosen_lines(rows)
        customer = chosen[0][0].order.customer
        number, code = number_checked(head["kind"], head["code"] or "", head["number"])
        if context.is_historical:
            invoice_insert(head, chosen, number=number, code=code, context=context)
            return
        invoice = invoice_apply(
            actor=context.actor,
            customer=customer,
            rows=[InvoiceRow(line, quantity) for line, quantity in chosen],
            on=head["issued_on"],
            at=context.at,
            kind=head["kind"],
            title=head["title"] or "",
            tax_number=head["tax_number"] or "",
            over_shipped_reason=head["over_shipped_reason"] or "",
        )
        invoice_issue(
            actor=context.actor,
            invoice=invoice,
            number=number,
            code=code,
            on=head["issued_on"],
            at=context.at,
            tax_amount=head["tax_amount"],
        )


def chosen_lines(rows: Sequence[Row]) -> Chosen:
    """The order lines a document charges, with their quantities."""
    lines = (
        OrderLine.objects.filter(order__in={row["order"] for row in rows})
        .select_related("order__customer", "product")
        .order_by("order", "position")
    )
    by_order: dict[int, list[OrderLine]] = defaultdict(list)
    for line in lines:
        by_order[line.order_id].append(line)
    before = charged_before([line.pk for line in lines])
    wanted: dict[int, tuple[OrderLine, Decimal]] = {}
    for row in rows:
        found = _meant(row, by_order[row["order"]])
        for line in found:
            left = line.quantity - line.short_closed_quantity - line.returned_quantity
            quantity = row["quantity"] or left - before[line.pk][0]
            if line.pk in wanted:
                raise BusinessError(_("A line stands twice in the invoice."), field="position")
            if quantity > 0 or len(found) == 1:
                wanted[line.pk] = (line, quantity)
    if not wanted:
        raise BusinessError(_("Nothing of this order is left to invoice."), field="order")
    return list(wanted.values())


def _meant(row: Row, lines: list[OrderLine]) -> list[OrderLine]:
    """By number, else by product, else all of the order."""
    found = lines
    if row["position"]:
        found = [line for line in lines if line.position == row["position"]]
    elif row["product"]:
        found = [line for line in lines if line.product_id == row["product"]]
        if len(found) > 1:
            sentence = _("The order has several lines of this product; give the line number.")
            raise BusinessError(sentence, field="position")
    if not found:
        raise BusinessError(_("The order has no such line."), field="position")
    if row["quantity"] and len(found) > 1:
        raise BusinessError(_("A quantity belongs to one line; name it."), field="position")
    return found


def _stored(rows: Sequence[Row]) -> dict[tuple[str, str], Invoice]:
    known = Invoice.objects.filter(number__in={row["number"] for row in rows}).exclude(
        status=InvoiceStatus.CANCELLED
    )
    return {(invoice.code, invoice.number): invoice for invoice in known}


def _is_same(invoice: Invoice, rows: Sequence[Row]) -> bool:
    """The same day, the same lines, and the quantities where the file says them."""
    charged = {
        (part.line.order_id, part.line.position, part.line.product_id): part.quantity
        for part in InvoiceLine.objects.filter(invoice=invoice).select_related("line")
    }
    if invoice.issued_on != rows[0]["issued_on"] or invoice.is_red:
        return False
    orders = {row["order"] for row in rows}
    if {order for order, _position, _product in charged} != orders:
        return False
    for row in rows:
        mine = [
            quantity
            for (order, position, product), quantity in charged.items()
            if order == row["order"]
            and row["position"] in (None, position)
            and row["product"] in (None, product)
        ]
        if not mine or (row["quantity"] and mine != [row["quantity"]]):
            return False
    return True
