"""What is printed: the order, the delivery note, the statement of account, the dunning letter."""

from core.ui import PrintPage
from orders.prints import DeliveryNote, DunningLetter, OrderSheet, StatementSheet


class OrderPrintPage(PrintPage):
    """销售订单."""

    form = OrderSheet


class ShipmentPrintPage(PrintPage):
    """送货单."""

    form = DeliveryNote


class CustomerStatementPage(PrintPage):
    """对账单: ``?from=2026-01-01&to=2026-11-30``."""

    form = StatementSheet
    namespace = "orders"


class CustomerDunningLetterPage(PrintPage):
    """催款函: ``?on=2026-11-30``; of several customers from the list of those to be asked."""

    form = DunningLetter
    namespace = "orders"


pages = [OrderPrintPage, ShipmentPrintPage, CustomerStatementPage, CustomerDunningLetterPage]
