"""The sales ledger, one row per order line; the movements behind every figure."""

from core.ui import ListPage
from orders.lists.ledger import LedgerList
from orders.lists.movement import MovementList


class LedgerListPage(ListPage):
    """The sales ledger."""

    list_class = LedgerList
    permission = "orders.view_ledger"
    noun = "ledger"
    page = "list"


class MovementListPage(ListPage):
    """What moved sales, day by day."""

    list_class = MovementList
    permission = "orders.view_salesmovement"
    noun = "sales_movement"


pages = [LedgerListPage, MovementListPage]
