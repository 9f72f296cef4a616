"""Money received, from a bank's list or from the old books."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.imports import ImportColumn, ImportContext, ImportLedger, Row, register, rehearse
from core.imports.references import by_any_of
from customers.models import Customer
from orders.enums import ReceiptMethod, ReceiptStatus
from orders.models import Order, Receipt, Receivable
from orders.services import AllocationRow, receipt_allocate, receipt_register

from .columns import customer_codes, order_ids
from .receipts_as_they_were import facts_of, receipts_insert


@register
class ReceiptImport(ImportLedger):
    """One receipt per row."""

    name = "receipts"
    label = gettext_lazy("Receipts")
    permission = "orders.register_receipt"
    takes_historical = True
    notes = [
        gettext_lazy(
            "A receipt is recognised by its bank reference; without one by customer, day, amount "
            "and method: as many equal rows as there are equal receipts are the same."
        ),
        gettext_lazy(
            "Live receipts are registered as if typed. With an order they settle what is open of "
            "it; what is left, and a receipt without an order, stays free."
        ),
        gettext_lazy(
            "A historical receipt that names a historical order settles it: what it pays counts as "
            "owed since the shipment and paid on its day. What was still owed comes in otherwise."
        ),
    ]
    columns = [
        ImportColumn(
            "customer",
            gettext_lazy("Customer code"),
            kind="lookup",
            required=True,
            lookup=by_any_of(Customer, "code", "name"),
            suggest=customer_codes,
            aliases=["客户编码", "客户编号", "客户", "客户名称", "CustomerID", "Customer"],
            example="C00412",
        ),
        ImportColumn(
            "received_on",
            gettext_lazy("Received on"),
            kind="date",
            required=True,
            aliases=[
                "回款日期",
                "收款日期",
                "到账日期",
                "交易日期",
                "日期",
                "ReceivedDate",
                "Date",
            ],
            example="2026-11-18",
        ),
        ImportColumn(
            "amount",
            gettext_lazy("Amount"),
            kind="money",
            required=True,
            aliases=["回款金额", "收款金额", "到账金额", "贷方发生额", "收入", "金额", "Amount"],
            example="35000.00",
        ),
        ImportColumn(
            "method",
            gettext_lazy("Method"),
            kind="choice",
            choices=ReceiptMethod.choices,
            default=ReceiptMethod.BANK.value,
            aliases=["回款方式", "收款方式", "结算方式", "方式", "Method"],
        ),
        ImportColumn(
            "reference",
            gettext_lazy("Bank reference"),
            kind="code",
            max_length=80,
            aliases=["银行流水号", "流水号", "交易流水号", "凭证号", "Reference"],
            example="20261118-0007",
        ),
        ImportColumn(
            "order",
            gettext_lazy("Order number"),
            kind="lookup",
            lookup=order_ids,
            aliases=["订单号", "订单编号", "销售订单号", "OrderID"],
        ),
        ImportColumn(
            "payer",
            gettext_lazy("Payer"),
            max_length=200,
            aliases=["付款人", "付款单位", "对方户名", "Payer"],
        ),
        ImportColumn(
            "payer_paper",
            gettext_lazy("Paper of the third-party payer"),
            max_length=200,
            aliases=["委托付款书", "委托付款证明"],
        ),
        ImportColumn(
            "salesperson",
            gettext_lazy("Salesperson"),
            kind="lookup",
            lookup=by_any_of(User, "username", "full_name", "employee_number"),
            suggest=lambda _context: User.objects.values_list("full_name", flat=True),
            aliases=["业务员", "销售员"],
        ),
        ImportColumn(
            "bill_number",
            gettext_lazy("Bill number"),
            kind="code",
            max_length=40,
            aliases=["票据号码", "承兑汇票号", "汇票号码", "票号"],
        ),
        ImportColumn(
            "bill_acceptor",
            gettext_lazy("Acceptor"),
            max_length=120,
            aliases=["承兑人", "承兑行", "出票行"],
        ),
        ImportColumn(
            "bill_due_on",
            gettext_lazy("Bill matures on"),
            kind="date",
            aliases=["到期日", "汇票到期日", "票据到期日"],
        ),
        ImportColumn("note", gettext_lazy("Remarks"), max_length=300, aliases=["备注", "摘要"]),
    ]

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """Money came, from the customer of the order, and each reference once."""
        orders = Order.objects.in_bulk({row["order"] for row in rows} - {None})
        seen: dict[str, int] = {}
        bills: dict[str, int] = {}
        for row in rows:
            order = orders.get(row["order"])
            if row["amount"] <= 0:
                row.fail("amount", _("An amount is greater than zero."))
            if order and order.customer_id != row["customer"]:
                row.fail("order", _("This order is of another customer."))
            elif order and context.is_historical and not order.is_historical:
                sentence = _("%(order)s is under way; bring its receipts in live.")
                row.fail("order", sentence % {"order": order})
            if context.is_historical and row["received_on"] > context.on:
                sentence = _("%(day)s has not come yet.")
                row.fail("received_on", sentence % {"day": row["received_on"].isoformat()})
            first = seen.setdefault(row["reference"] or f"row {row.number}", row.number)
            if first != row.number:
                row.fail("reference", _("Repeats row %(row)s") % {"row": first})
            first = bills.setdefault(row["bill_number"] or f"row {row.number}", row.number)
            if first != row.number and not context.is_historical:
                row.fail("bill_number", _("Repeats row %(row)s") % {"row": first})

    def compare(self, rows: list[Row], context: ImportContext) -> None:
        """Known by reference, or as one of so many equal ones."""
        by_reference, equal = _stored(rows)
        for row in rows:
            found = by_reference.get(row["reference"])
            if found and found[1:] == (row["customer"], row["received_on"], row["amount"]):
                row.is_same(target=found[0])
            elif found:
                sentence = _("This reference is registered with other facts; reverse it first.")
                row.fail("reference", sentence)
            elif not row["reference"] and (pks := equal.get(_likeness(row))):
                row.is_same(target=pks.pop(0))
            else:
                row.is_new()
        if not context.is_historical:
            new = {row.number: [row] for row in rows if row.state == "new"}
            rehearse(self, new, lambda those: register_live(those[0], context))

    def write(self, rows: list[Row], context: ImportContext) -> None:
        if context.is_historical:
            receipts_insert(rows, context)
            return
        for row in rows:
            register_live(row, context)


def register_live(row: Row, context: ImportContext) -> Receipt:
    """As typed: registered, and what is open of its order settled."""
    receipt = receipt_register(
        actor=context.actor,
        customer=Customer.objects.get(pk=row["customer"]),
        salesperson=User.objects.filter(pk=row["salesperson"]).first(),
        at=context.at,
        **facts_of(row),
    )
    wanted, free = [], receipt.amount
    items = Receivable.objects.filter(
        order=row["order"] or 0, open_amount__gt=0, arose_on__lte=row["received_on"]
    )
    for item in items.order_by("due_on", "arose_on", "pk"):
        if share := min(free, item.open_amount):
            wanted.append(AllocationRow(item, share))
            free -= share
    if wanted:
        receipt_allocate(
            actor=context.actor,
            receipt=receipt,
            rows=wanted,
            on=receipt.received_on,
            at=context.at,
        )
    return receipt


Likeness = tuple[Any, ...]


def _likeness(row: Row) -> Likeness:
    return (row["customer"], row["received_on"], row["amount"], row["method"])


def _stored(rows: Sequence[Row]) -> tuple[dict[str, Likeness], dict[Likeness, list[int]]]:
    standing = Receipt.objects.filter(status=ReceiptStatus.REGISTERED)
    references = {row["reference"] for row in rows} - {None}
    known = standing.filter(reference__in=references).values_list(
        "reference", "pk", "customer", "received_on", "amount"
    )
    by_reference = {reference: tuple(facts) for reference, *facts in known}
    equal: dict[Likeness, list[int]] = {}
    alike = standing.filter(
        reference="",
        customer__in={row["customer"] for row in rows},
        received_on__in={row["received_on"] for row in rows},
    ).order_by("pk")
    for pk, *likeness in alike.values_list("pk", "customer", "received_on", "amount", "method"):
        equal.setdefault(tuple(likeness), []).append(pk)
    return by_reference, equal
