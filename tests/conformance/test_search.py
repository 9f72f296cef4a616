"""Every list with a page of its own can be searched by the box, or says why not."""

import pytest

from core import search
from core.ui.pages import ListPage, registry
from tests.conformance.addresses import addresses

# What is found by something else, or is nothing to look for.
EXCUSED = {
    "corrections": "found by the record they are about",
    "sendings": "found by the record they are about",
    "duties": "a list of what is owed to whom",
    "my_duties": "one's own",
    "quarter_results": "few, and found by the person",
    "bills": "receipts are found by the number of their bill",
    "invoice_papers": "found by their book",
    "receipt_flow": "rows of receipts that are found themselves",
    "requests": "found by the record they are about",
    "requests_copied": "found by the record they are about",
    "requests_sent": "found by the record they are about",
    "requests_signed": "found by the record they are about",
    "sales_movements": "rows of documents that are found themselves",
    "messages": "a log of work",
    "notifications": "one's own messages",
    "available": "products are found themselves",
    "dunning": "customers are found themselves",
    "dunning_steps": "found by their customer",
    "hand_overs": "found by the number of their order",
    "imports": "a log of work",
    "jobs": "a log of work",
    "scheduled_runs": "a log of work",
    "audit_trail": "has a search of its own",
    "ledger": "rows of documents that are found themselves",
    "ledger_by_customer": "sums of documents that are found themselves",
    "ledger_by_product": "sums of documents that are found themselves",
    "ledger_by_salesperson": "sums of documents that are found themselves",
    "order_tracking": "orders are found themselves",
    "receivables": "found by the number of their order",
    "reports": "few, by day",
    "stock_movements": "found by their document",
}


def lists():
    addresses()  # the addresses fill the registry
    return sorted(
        {p.list_class.name for p in registry if issubclass(p, ListPage) and p.namespace != "toy"}
    )


@pytest.mark.parametrize("name", lists())
def test_every_list_is_searched_or_excused(name):
    assert (search.source_named(name) is not None) != (name in EXCUSED)
