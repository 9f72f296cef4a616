"""The sales ledger, one row per order line."""

from core.ui import ListPage
from orders.lists.ledger import LedgerList


class LedgerListPage(ListPage):
    """The sales ledger."""

    list_class = LedgerList
    permission = "orders.view_ledger"
    noun = "ledger"
    page = "list"


pages = [LedgerListPage]
