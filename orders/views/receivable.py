"""Money owed, item by item."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.secrecy import AMOUNT
from core.ui import Column, DetailPage, Figure, ListPage, Section, Tab
from orders.enums import ReceivablePortion, ReceivableSource
from orders.forms.money import ReceivableNetForm, ReceivableUnnetForm
from orders.lists.part import SettledList
from orders.lists.receivable import ReceivableList
from orders.models import Receivable
from orders.services import AllocationRow, receivable_net, receivable_unnet

from .quantities import DatedAction, QuantitiesPage


class ReceivableListPage(ListPage):
    """Items of money owed; opens on what is."""

    list_class = ReceivableList
    permission = "orders.view_receivable"
    opens = "open"


class ReceivableNetPage(QuantitiesPage):
    """Set a credit against what the customer owes."""

    model = Receivable
    service = receivable_net
    permission = "orders.net_receivable"
    label = gettext_lazy("Set against receivables")
    form_class = ReceivableNetForm
    primary = True

    @classmethod
    def why_not(cls, record: Receivable, user: Any = None) -> str:
        return "" if record.open_amount < 0 else _("This is no credit, or nothing of it is left.")

    def arguments(self, form: Any) -> dict[str, Any]:
        typed = form.quantities()
        items = Receivable.objects.in_bulk(typed)
        rows = [AllocationRow(items[pk], number) for pk, number in typed.items()]
        return {**form.head(), "rows": rows or None}


class ReceivableUnnetPage(DatedAction):
    """Take the netting of a credit back."""

    model = Receivable
    service = receivable_unnet
    permission = "orders.net_receivable"
    label = gettext_lazy("Take the netting back")
    form_class = ReceivableUnnetForm

    @classmethod
    def why_not(cls, record: Receivable, user: Any = None) -> str:
        netted = record.amount < 0 and record.open_amount != record.amount
        return "" if netted else _("Nothing of it is netted.")


class ReceivableDetailPage(DetailPage):
    """One item: what it arose from, and what reduced it from which day."""

    model = Receivable
    permission = "orders.view_receivable"
    actions = [ReceivableNetPage, ReceivableUnnetPage]
    sections = [
        Section(
            gettext_lazy("Receivable"),
            [
                Column("customer__name", gettext_lazy("Customer")),
                Column(
                    "source", gettext_lazy("Arose from"), kind="choice", choices=ReceivableSource
                ),
                Column(
                    "portion",
                    gettext_lazy("Price or retention"),
                    kind="choice",
                    choices=ReceivablePortion,
                ),
                Column("arose_on", gettext_lazy("Arose on"), kind="date"),
                Column("due_on", gettext_lazy("Due on"), kind="date"),
                Column("order__number", gettext_lazy("Order"), kind="code"),
                Column("shipment__number", gettext_lazy("Shipment"), kind="code"),
                Column("invoice__number", gettext_lazy("Invoice"), kind="code"),
                Column("sales_return__number", gettext_lazy("Return"), kind="code"),
                Column("salesperson__full_name", gettext_lazy("Salesperson")),
            ],
        )
    ]
    tabs = [
        Tab("settled", gettext_lazy("What reduced it"), list_class=SettledList, by="receivable")
    ]

    def figures(self, record: Receivable) -> Sequence[Figure]:
        """Arisen, settled, open."""
        return [
            Figure(
                gettext_lazy("Amount"),
                record.amount,
                url=reverse("orders:order_detail", args=[record.order_id])
                if record.order_id
                else "",
                note=str(record.order or ""),
                secret=AMOUNT,
            ),
            Figure(gettext_lazy("Settled"), record.amount - record.open_amount, secret=AMOUNT),
            Figure(gettext_lazy("Outstanding"), record.open_amount, secret=AMOUNT),
        ]


pages = [ReceivableListPage, ReceivableDetailPage, ReceivableNetPage, ReceivableUnnetPage]
