"""Writes: one public function per command, one file per noun or phase of life."""

from .allocation import AllocationRow, receipt_allocate, receipt_release
from .approval import order_approval_decided, order_request_approval
from .bill_life import bill_collect, bill_discount, bill_dishonour, bill_endorse, bill_restore
from .cancellation import line_short_close, order_cancel
from .closing import order_close_if_done
from .dunning import dunning_record, dunning_strike
from .entry import OrderHead, order_copy, order_create, order_save_draft
from .entry_of_many import OrderDraft, orders_create
from .facts import facts_compare, facts_mark, facts_rebuild_all, facts_refresh
from .goods_back import sales_return_receive
from .hand_over import (
    hand_over_acknowledge,
    hand_over_progress,
    hand_over_take_back,
    hand_overs_acknowledge,
)
from .invoice import InvoiceRow, invoice_apply, invoice_cancel, invoice_receive, invoice_send
from .invoice_book import invoice_book_change, invoice_book_hand_on, invoice_book_register
from .invoice_paper import (
    invoice_papers_hand_back,
    invoice_papers_restore,
    invoice_papers_spoil,
)
from .invoicing import invoice_issue
from .issue import issue_open, issue_solve, issue_tell
from .lines import LineDraft, LineRefused, SplitDraft
from .movement import Moved, movements_record
from .netting import receivable_net, receivable_unnet
from .receipt import receipt_register, receipt_reverse
from .red_letter import Confirmation, RedRow, invoice_reverse
from .refund import refund_cancel, refund_pay, refund_request
from .release import order_hold, order_release, order_resume
from .relinking import customer_relink
from .sales_return import ReturnRow, sales_return_cancel, sales_return_create
from .shipment import (
    ShipmentRow,
    shipment_cancel,
    shipment_create,
    shipment_ship,
)
from .signing import shipment_sign
from .stock import StockRow, stock_receive
from .stocktaking import stock_count, stock_open
from .submission import order_return, order_submit
from .verification import ALL_OK, Tick, order_verify
from .voiding import invoice_void

__all__ = [
    "ALL_OK",
    "AllocationRow",
    "Confirmation",
    "InvoiceRow",
    "LineDraft",
    "LineRefused",
    "Moved",
    "OrderDraft",
    "OrderHead",
    "RedRow",
    "ReturnRow",
    "ShipmentRow",
    "SplitDraft",
    "StockRow",
    "Tick",
    "bill_collect",
    "bill_discount",
    "bill_dishonour",
    "bill_endorse",
    "bill_restore",
    "customer_relink",
    "dunning_record",
    "dunning_strike",
    "facts_compare",
    "facts_mark",
    "facts_rebuild_all",
    "facts_refresh",
    "hand_over_acknowledge",
    "hand_over_progress",
    "hand_over_take_back",
    "hand_overs_acknowledge",
    "invoice_apply",
    "invoice_book_change",
    "invoice_book_hand_on",
    "invoice_book_register",
    "invoice_cancel",
    "invoice_issue",
    "invoice_papers_hand_back",
    "invoice_papers_restore",
    "invoice_papers_spoil",
    "invoice_receive",
    "invoice_reverse",
    "invoice_send",
    "invoice_void",
    "issue_open",
    "issue_solve",
    "issue_tell",
    "line_short_close",
    "movements_record",
    "order_approval_decided",
    "order_cancel",
    "order_close_if_done",
    "order_copy",
    "order_create",
    "order_hold",
    "order_release",
    "order_request_approval",
    "order_resume",
    "order_return",
    "order_save_draft",
    "order_submit",
    "order_verify",
    "orders_create",
    "receipt_allocate",
    "receipt_register",
    "receipt_release",
    "receipt_reverse",
    "receivable_net",
    "receivable_unnet",
    "refund_cancel",
    "refund_pay",
    "refund_request",
    "sales_return_cancel",
    "sales_return_create",
    "sales_return_receive",
    "shipment_cancel",
    "shipment_create",
    "shipment_ship",
    "shipment_sign",
    "stock_count",
    "stock_open",
    "stock_receive",
]
