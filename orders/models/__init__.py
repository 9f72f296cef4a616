"""Orders, goods, money and the movements behind every figure."""

from .bill import Bill, BillQuerySet
from .dunning import DunningStep, DunningStepQuerySet
from .hand_over import (
    HandOver,
    HandOverQuerySet,
    IssueTelling,
    OrderIssue,
    OrderIssueQuerySet,
)
from .invoice import Invoice, InvoiceLine, InvoiceQuerySet
from .invoice_book import (
    MOST_PAPERS,
    BookTransfer,
    BookTransferQuerySet,
    InvoiceBook,
    InvoiceBookQuerySet,
    InvoicePaper,
    InvoicePaperQuerySet,
)
from .line import DeliverySplit, OrderLine, OrderLineQuerySet
from .movement import DailyFact, DirtyDay, Fact, MonthlyFact, SalesMovement
from .order import Order, OrderQuerySet
from .policy import SalesPolicy
from .receipt import Allocation, Receipt, ReceiptQuerySet
from .receivable import Receivable, ReceivableQuerySet
from .refund import Refund, RefundQuerySet
from .shipment import (
    ReturnLine,
    SalesReturn,
    SalesReturnQuerySet,
    Shipment,
    ShipmentLine,
    ShipmentQuerySet,
)
from .stock import StockBalance, StockMovement, Warehouse
from .verification import OrderCheck, Verification, VerificationTick

__all__ = [
    "MOST_PAPERS",
    "Allocation",
    "Bill",
    "BillQuerySet",
    "BookTransfer",
    "BookTransferQuerySet",
    "DailyFact",
    "DeliverySplit",
    "DirtyDay",
    "DunningStep",
    "DunningStepQuerySet",
    "Fact",
    "HandOver",
    "HandOverQuerySet",
    "Invoice",
    "InvoiceBook",
    "InvoiceBookQuerySet",
    "InvoiceLine",
    "InvoicePaper",
    "InvoicePaperQuerySet",
    "InvoiceQuerySet",
    "IssueTelling",
    "MonthlyFact",
    "Order",
    "OrderCheck",
    "OrderIssue",
    "OrderIssueQuerySet",
    "OrderLine",
    "OrderLineQuerySet",
    "OrderQuerySet",
    "Receipt",
    "ReceiptQuerySet",
    "Receivable",
    "ReceivableQuerySet",
    "Refund",
    "RefundQuerySet",
    "ReturnLine",
    "SalesMovement",
    "SalesPolicy",
    "SalesReturn",
    "SalesReturnQuerySet",
    "Shipment",
    "ShipmentLine",
    "ShipmentQuerySet",
    "StockBalance",
    "StockMovement",
    "Verification",
    "VerificationTick",
    "Warehouse",
]
