"""What of orders, goods and money the search box finds."""

from core.search import number, source, words
from orders.lists.invoice import InvoiceList
from orders.lists.invoice_book import InvoiceBookList
from orders.lists.issue import OrderIssueList
from orders.lists.order import OrderList
from orders.lists.receipt import ReceiptList
from orders.lists.refund import RefundList
from orders.lists.sales_return import SalesReturnList
from orders.lists.shipment import ShipmentList

source(
    OrderList,
    number("number", "customer_order_number", "source_number"),
    shows=("customer_name", "ordered_on", "gross_amount", "status"),
)
source(
    ShipmentList,
    number("number", "waybill"),
    shows=("customer_name", "shipped_on", "status"),
)
source(SalesReturnList, number("number"), shows=("customer_name", "returned_on", "status"))
source(
    InvoiceList,
    number("application_number", "number", "tax_number"),
    shows=("customer_name", "issued_on", "gross_amount", "status"),
)
source(
    InvoiceBookList,
    number("code", "first_number", "last_number"),
    shows=("first_number", "last_number", "keeper_full_name", "received_on"),
)
source(
    ReceiptList,
    number("number", "reference", "bill_number"),
    words("payer", shortest=3),
    shows=("customer_name", "received_on", "amount", "status"),
)
source(
    RefundList,
    number("number", "reference"),
    shows=("customer_name", "refunded_on", "amount", "status"),
)
source(
    OrderIssueList,
    number("number"),
    words("description", shortest=3),
    shows=("order_customer_name", "kind", "status"),
)
