"""The pages of this app; each module of views names its own in ``pages``."""

from core.ui import page_urls

from .views import (
    account,
    ageing,
    bill,
    dunning,
    entry,
    error,
    hand_over,
    invoice,
    invoice_book,
    issue,
    ledger,
    lookup,
    order,
    printing,
    receipt,
    receivable,
    refund,
    sales_return,
    shipment,
    stock,
    verification,
)

app_name = "orders"
urlpatterns = page_urls(
    *lookup.pages,
    *entry.pages,
    *order.pages,
    *error.pages,
    *verification.pages,
    *hand_over.pages,
    *issue.pages,
    *shipment.pages,
    *printing.pages,
    *sales_return.pages,
    *stock.pages,
    *invoice.pages,
    *invoice_book.pages,
    *receipt.pages,
    *bill.pages,
    *receivable.pages,
    *ageing.pages,
    *account.pages,
    *refund.pages,
    *dunning.pages,
    *ledger.pages,
)
