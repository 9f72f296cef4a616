"""The tables an order's story is written to."""

from datetime import date
from typing import Any

from django.db.models import Model

from backoffice.demo.tables import Table, reset_sequences
from core import numbering
from core.models import AuditEntry
from orders.models import (
    Allocation,
    HandOver,
    Invoice,
    InvoiceLine,
    Order,
    OrderLine,
    Receipt,
    Receivable,
    ReturnLine,
    SalesMovement,
    SalesReturn,
    Shipment,
    ShipmentLine,
    StockMovement,
    Verification,
)

Rows = list[tuple[Table, list[tuple[Any, ...]]]]
WORTH = "net_amount tax_amount gross_amount"


class Ledgers:
    """All tables, written in the order their keys need."""

    def __init__(self) -> None:
        self.counters: dict[tuple[str, int, int], int] = {}
        self._open_orders()
        self._open_goods()
        self._open_money()

    def _open_orders(self) -> None:
        self.orders = Table(
            Order,
            "number status customer customer_order_number customer_number_key received_via "
            "received_at ordered_on "
            "salesperson region requested_on promised_on retention_rate delivery_address "
            f"line_count {WORTH} cost_amount shipped_amount signed_amount invoiced_amount "
            "collected_amount created_by created_at submitted_by submitted_at confirmed_by "
            "confirmed_at released_by released_at closed_at cancelled_by cancelled_at "
            "cancel_reason",
        )
        self.lines = Table(
            OrderLine,
            f"order position product specification unit quantity unit_price untaxed_price tax_rate "
            f"{WORTH} unit_cost cost_amount requested_on confirmed_on produced_quantity "
            "shipped_quantity signed_quantity returned_quantity invoiced_quantity shipped_amount "
            "returned_amount invoiced_amount receivable_amount collected_amount "
            "own_freight_amount last_signed_on",
        )
        self.hand_overs = Table(
            HandOver,
            "order line department status quantity finished_quantity handed_at "
            "acknowledge_by_at acknowledged_by acknowledged_at planned_finish_on finished_at",
        )
        self.verifications = Table(Verification, "order maker verified_by verified_at is_passed")
        self.trail = Table(AuditEntry, "at actor verb subject_type subject_id subject_text changes")

    def _open_goods(self) -> None:
        self.shipments = Table(
            Shipment,
            "number order customer warehouse status planned_on shipped_on signed_on signed_name "
            f"carrier waybill freight_amount delivery_address {WORTH} created_by created_at "
            "shipped_by shipped_at signed_by signed_at",
        )
        self.shipment_lines = Table(
            ShipmentLine,
            f"shipment line quantity signed_quantity returned_quantity {WORTH} cost_amount",
        )
        self.returns = Table(
            SalesReturn,
            f"number shipment customer status returned_on reason {WORTH} needs_red_letter "
            "created_by created_at received_by received_at",
        )
        self.return_lines = Table(
            ReturnLine, f"sales_return shipment_line quantity {WORTH} cost_amount"
        )
        self.stock = Table(
            StockMovement,
            "warehouse product kind moved_on quantity document line actor recorded_at",
        )

    def _open_money(self) -> None:
        self.invoices = Table(
            Invoice,
            "application_number number customer salesperson region title tax_number "
            f"applied_on issued_on status {WORTH} sent_on received_on "
            "created_by created_at issued_by issued_at is_red red_of sales_return "
            "red_confirmation red_confirmed_on red_reason",
        )
        self.invoice_lines = Table(
            InvoiceLine, f"invoice line quantity tax_rate {WORTH} cost_amount red_of"
        )
        self.receivables = Table(
            Receivable,
            "customer salesperson region source portion order shipment document arose_on due_on "
            "amount open_amount",
        )
        self.receipts = Table(
            Receipt,
            "number customer salesperson region method received_on amount free_amount payer "
            "created_by created_at",
        )
        self.allocations = Table(
            Allocation,
            "receivable kind receipt sales_return amount effective_on created_by created_at",
        )
        self.movements = Table(
            SalesMovement,
            "kind moved_on order line customer customer_class product category salesperson region "
            f"unit quantity {WORTH} cost_amount document recorded_at",
        )

    def number(self, series: str, pattern: str, on: date) -> str:
        """The next number of a monthly series: 'SO-202611-00001'."""
        key = (series, on.year, on.month)
        self.counters[key] = self.counters.get(key, 0) + 1
        return f"{pattern}-{on.year}{on.month:02d}-{self.counters[key]:05d}"

    def take(self) -> Rows:
        """All rows kept so far, for ``write``; what is kept from here on is apart from them."""
        return [(table, table.take()) for table in self._tables()]

    def write(self, rows: Rows) -> None:
        """Write what was taken."""
        for table, own in rows:
            table.write(own)

    def finish(self) -> None:
        """Write the rest; let keys and numbers count on from here."""
        self.write(self.take())
        reset_sequences(self.models())
        for (series, year, month), last in self.counters.items():
            numbering.keep_clear(series, date(year, month, 1), last)

    def models(self) -> list[type[Model]]:
        """What the tables are of."""
        return [table.model for table in self._tables()]

    def _tables(self) -> list[Table]:
        return [value for value in self.__dict__.values() if isinstance(value, Table)]
