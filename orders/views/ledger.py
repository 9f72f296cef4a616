"""The sales ledger, by line and added up; the movements behind every figure."""

from html import escape
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from core.ui import ListPage, RecordList
from orders.lists.ledger import LedgerList
from orders.lists.ledger_groups import (
    LedgerByCustomerList,
    LedgerByProductList,
    LedgerBySalespersonList,
)
from orders.lists.movement import MovementList


class LedgerListPage(ListPage):
    """The sales ledger."""

    list_class: ClassVar[type[RecordList]] = LedgerList
    permission = "orders.view_ledger"
    noun = "ledger"
    page = "list"
    template = "orders/ledger.html"

    def context(self, listing: RecordList) -> dict[str, Any]:
        """With the other ways to read the ledger, under the same conditions."""
        query = urlencode(listing.pairs(["sort", "cols"]))
        ways = [
            {
                "label": label,
                "url": f"{page.address()}?{query}",
                "is_current": page.list_class is self.list_class,
            }
            for label, page in WAYS
        ]
        return {**super().context(listing), "ways": ways}


class LedgerByCustomerListPage(LedgerListPage):
    """The ledger added up by customer; each row leads to its lines."""

    list_class: ClassVar[type[RecordList]] = LedgerByCustomerList
    noun = "ledger_by_customer"
    page = "list"
    opens = "month"  # to add all the years up takes its time: only when asked for

    def context(self, listing: Any) -> dict[str, Any]:
        pairs = listing.pairs(["sort", "cols", listing.by])
        address = LedgerListPage.address()
        leads = {
            row[0]: escape(f"{address}?{urlencode([*pairs, (listing.by, row[0])])}")
            for row in listing.rows.values
        }
        listing.links = {column: ("pk", leads) for column in listing.shown if column.link}
        return super().context(listing)


class LedgerByProductListPage(LedgerByCustomerListPage):
    """The ledger added up by product."""

    list_class = LedgerByProductList
    noun = "ledger_by_product"
    page = "list"


class LedgerBySalespersonListPage(LedgerByCustomerListPage):
    """The ledger added up by salesperson."""

    list_class = LedgerBySalespersonList
    noun = "ledger_by_salesperson"
    page = "list"


WAYS: list[tuple[Any, type[ListPage]]] = [
    (_("By line"), LedgerListPage),
    (_("By customer"), LedgerByCustomerListPage),
    (_("By product"), LedgerByProductListPage),
    (_("By salesperson"), LedgerBySalespersonListPage),
]


class MovementListPage(ListPage):
    """What moved sales, day by day."""

    list_class = MovementList
    permission = "orders.view_salesmovement"
    noun = "sales_movement"


pages = [
    LedgerListPage,
    LedgerByCustomerListPage,
    LedgerByProductListPage,
    LedgerBySalespersonListPage,
    MovementListPage,
]
