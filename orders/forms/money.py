"""What is typed of invoices and receipts."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.money import format_money
from core.ui.forms import Form, LookupField
from customers.models import Customer
from orders.enums import ORDER_COUNTS, InvoiceKind, ReceiptMethod, ReceiptStatus
from orders.models import Invoice, Order, OrderLine, Receipt, Receivable
from orders.services.invoice_worth import charged_before

from .goods import LINE_HEADS, product_facts
from .invoice_book import warn_of_paper
from .quantities import Asked, QuantitiesForm, plain

ZERO = Decimal(0)
MOST_LINES = 200


def owed_by(customer: int) -> Iterable[Asked]:
    """The items a customer still owes, oldest due first."""
    items = Receivable.objects.filter(customer=customer, open_amount__gt=0)
    for item in items.select_related("order").order_by("due_on", "arose_on", "pk")[:200]:
        facts = [
            item.document,
            item.get_portion_display(),
            item.order or "",
            item.arose_on.isoformat(),
            item.due_on.isoformat(),
            format_money(item.open_amount),
        ]
        yield Asked(item.pk, facts, most=item.open_amount)


class OrderInvoiceForm(QuantitiesForm):
    """What is to be invoiced of an order; what was shipped and is not invoiced is filled in."""

    heads = [*LINE_HEADS, _("Unit"), _("Shipped"), _("Invoiced or applied for")]
    asks = _("To invoice")
    kind = forms.ChoiceField(label=_("Kind"), choices=InvoiceKind.choices)
    title = forms.CharField(label=_("Invoice title"), max_length=200, required=False)
    tax_number = forms.CharField(label=_("Tax number"), max_length=30, required=False)
    on = forms.DateField(label=_("Applied on"))
    over_shipped_reason = forms.CharField(
        label=_("Above what was shipped: why"), max_length=200, required=False
    )
    layout = [
        ("kind", 3),
        ("title", 4),
        ("tax_number", 3),
        ("on", 2),
        ("over_shipped_reason", 12),
    ]

    def lines_of(self, record: Order) -> Iterable[Asked]:
        lines = list(record.lines.select_related("product").order_by("position"))
        charged = charged_before(line.pk for line in lines)
        for line in lines:
            before = charged[line.pk][0]
            shipped = line.shipped_quantity - line.returned_quantity
            facts = [*product_facts(line), line.unit, plain(shipped), plain(before)]
            yield Asked(line.pk, facts, preset=max(shipped - before, ZERO) or None)


class CustomerInvoiceForm(OrderInvoiceForm):
    """One invoice over several orders of a customer: all that was shipped and is not invoiced."""

    heads = [_("Order"), *OrderInvoiceForm.heads]

    def lines_of(self, record: Any) -> Iterable[Asked]:
        """Lines of which something left and is not invoiced, oldest order first."""
        waiting = OrderLine.objects.filter(
            order__customer=record,
            order__status__in=ORDER_COUNTS,
            order__is_historical=False,
            shipped_quantity__gt=F("invoiced_quantity") + F("returned_quantity"),
        )
        lines = list(
            waiting.select_related("product", "order").order_by(
                "order__ordered_on", "order", "position"
            )[:MOST_LINES]
        )
        charged = charged_before(line.pk for line in lines)
        for line in lines:
            before = charged[line.pk][0]
            left = line.shipped_quantity - line.returned_quantity - before
            if left > 0:
                shipped = plain(line.shipped_quantity - line.returned_quantity)
                facts = [line.order, *product_facts(line), line.unit, shipped, plain(before)]
                yield Asked(line.pk, facts, preset=left)


class InvoiceIssueForm(Form):
    """The invoice as it was issued."""

    number = forms.CharField(label=_("Invoice number"), max_length=20)
    code = forms.CharField(label=_("Invoice code"), max_length=12, required=False)
    on = forms.DateField(label=_("Issued on"))
    tax_amount = forms.DecimalField(
        label=_("Tax on the invoice"), max_digits=16, decimal_places=2, required=False
    )
    layout = [("number", 6), ("code", 6), ("on", 6), ("tax_amount", 6)]

    def __init__(self, *args: Any, record: Invoice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.applied_on = record.kind, record.applied_on
        self.fields["tax_amount"].help_text = _(
            "Computed: %(tax)s; the invoice's own prevails."
        ) % {"tax": format_money(record.tax_amount)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        warn_of_paper(self, self.kind)
        on = cleaned.get("on")
        if on and on < self.applied_on:
            day = {"day": self.applied_on.isoformat()}
            self.warn("before_application", _("It was applied for on %(day)s only.") % day)
        return cleaned


class InvoiceSendForm(Form):
    """How it went to the customer."""

    on = forms.DateField(label=_("Sent on"))
    sent_by_way = forms.CharField(label=_("Sent by"), max_length=60, required=False)
    courier_number = forms.CharField(label=_("Courier number"), max_length=60, required=False)
    layout = [("on", 4), ("sent_by_way", 4), ("courier_number", 4)]


class InvoiceReceiveForm(Form):
    """The customer has it."""

    on = forms.DateField(label=pgettext_lazy("invoice", "Received on"))
    layout = [("on", 6)]


class InvoiceVoidForm(Form):
    """Older paper, in its month."""

    on = forms.DateField(label=_("Voided on"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    layout = [("on", 4), ("reason", 8)]


class ReceiptForm(Form):
    """Money that came in."""

    received_on = forms.DateField(label=_("Received on"))
    amount = forms.DecimalField(label=_("Amount"), max_digits=16, decimal_places=2)
    method = forms.ChoiceField(label=_("Method"), choices=ReceiptMethod.choices)
    reference = forms.CharField(label=_("Bank reference"), max_length=80, required=False)
    payer = forms.CharField(label=_("Payer, if another"), max_length=200, required=False)
    payer_paper = forms.CharField(
        label=_("Paper of the third-party payer"), max_length=200, required=False
    )
    bill_number = forms.CharField(label=_("Bill number"), max_length=40, required=False)
    bill_acceptor = forms.CharField(label=_("Acceptor"), max_length=120, required=False)
    bill_due_on = forms.DateField(label=_("Bill matures on"), required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    settles = forms.BooleanField(
        label=_("Settle what is owed, oldest due first"), required=False, initial=True
    )
    layout = [
        ("customer", 6),
        ("received_on", 3),
        ("amount", 3),
        ("method", 3),
        ("reference", 3),
        ("payer", 3),
        ("payer_paper", 3),
        ("bill_number", 4),
        ("bill_acceptor", 4),
        ("bill_due_on", 4),
        ("note", 8),
        ("settles", 4),
    ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["customer"] = LookupField(
            Customer, "customers:customer_lookup", user, label=_("Customer")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        due_on, received_on = cleaned.get("bill_due_on"), cleaned.get("received_on")
        if due_on and received_on and due_on < received_on:
            self.warn("matured", _("The bill had matured before the money came in."))
        if alike := self._alike(cleaned):
            words = {"receipts": ", ".join(str(receipt) for receipt in alike)}
            self.warn(
                "alike",
                _("A receipt of the same day and amount is registered already: %(receipts)s.")
                % words,
            )
        return cleaned

    def _alike(self, cleaned: dict[str, Any]) -> list[Receipt]:
        """Standing receipts that no reference tells from this one."""
        facts = {name: cleaned.get(name) for name in ("customer", "received_on", "amount")}
        if None in facts.values():
            return []
        rows = Receipt.objects.filter(status=ReceiptStatus.REGISTERED, **facts)
        if cleaned.get("reference") or cleaned.get("bill_number"):
            rows = rows.filter(reference="", bill_number="")
        return list(rows.order_by("pk")[:3])


class ReceiptAllocateForm(QuantitiesForm):
    """Which items a receipt settles; empty everywhere: oldest due first."""

    heads = [
        _("Document"),
        _("Price or retention"),
        _("Order"),
        _("Arose on"),
        _("Due on"),
        _("Outstanding"),
    ]
    asks = _("Settles")
    places = 2
    on = forms.DateField(label=_("Effective on"))
    layout = [("on", 4)]

    def lines_of(self, record: Receipt) -> Iterable[Asked]:
        return owed_by(record.customer_id)


class ReceivableNetForm(QuantitiesForm):
    """What a credit is set against; empty everywhere: oldest due first."""

    heads = ReceiptAllocateForm.heads
    asks = _("Set against")
    places = 2
    on = forms.DateField(label=_("Effective on"))
    layout = [("on", 4)]

    def lines_of(self, record: Receivable) -> Iterable[Asked]:
        return owed_by(record.customer_id)


class ReceivableUnnetForm(Form):
    """Take it back."""

    on = forms.DateField(label=_("As of"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    layout = [("on", 4), ("reason", 8)]


class ReceiptReleaseForm(Form):
    """Take back what it settled of an item."""

    receivable = forms.ModelChoiceField(label=_("Item"), queryset=Receivable.objects.none())
    on = forms.DateField(label=_("As of"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    layout = [("receivable", 6), ("on", 6), ("reason", 12)]

    def __init__(self, *args: Any, record: Receipt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = Receivable.objects.filter(allocations__receipt=record, refund=None).distinct()
        self.offer("receivable", items)


class ReceiptReverseForm(Form):
    """The money went back, or never came."""

    on = forms.DateField(label=_("Reversed on"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    layout = [("on", 4), ("reason", 8)]
