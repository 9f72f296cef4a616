"""Every list with a page of its own is read by other programs too, or says why not."""

import pytest

from core.api import nouns
from core.ui.pages import ListPage, registry
from tests.conformance.addresses import addresses

EXCUSED = {
    "corrections": "work inside the house",
    "sendings": "work inside the house",
    "duties": "work inside the house",
    "my_duties": "work inside the house",
    "receipt_flow": "the noun receipts has them",
    "requests": "the engine's own; decided by people",
    "requests_copied": "the engine's own; decided by people",
    "requests_sent": "the engine's own; decided by people",
    "requests_signed": "the engine's own; decided by people",
    "sales_movements": "orders, shipments, invoices and receipts have them",
    "notifications": "one's own messages",
    "available": "computed from stock movements",
    "audit_trail": "read on its page, where reading it is seen",
    "dunning": "computed from receivables and dunning-steps",
    "hand_overs": "work inside the house",
    "imports": "a log of work",
    "jobs": "a log of work",
    "scheduled_runs": "a log of work",
    "ledger": "the noun order-lines has every line",
    "ledger_by_customer": "sums of the noun order-lines",
    "ledger_by_product": "sums of the noun order-lines",
    "ledger_by_salesperson": "sums of the noun order-lines",
    "messages": "a log of work",
    "order_issues": "work inside the house",
    "order_tracking": "orders and order-lines",
}


def lists():
    addresses()  # the addresses fill the registry
    return sorted(
        {p.list_class.name for p in registry if issubclass(p, ListPage) and p.namespace != "toy"}
    )


@pytest.mark.parametrize("name", lists())
def test_every_list_is_a_noun_or_excused(name):
    assert any(each.list_class.name == name for each in nouns()) != (name in EXCUSED)


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.name)
def test_a_noun_asks_the_permission_of_its_page(noun):
    addresses()
    pages = [p for p in registry if getattr(p, "list_class", None) is noun.list_class]

    assert not pages or noun.permission in {page.permission for page in pages}


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: noun.name)
def test_a_write_does_one_thing_and_says_so(noun):
    for command in noun.commands:
        assert command.perform.__doc__
        assert command.permission
        assert not command.on_record or hasattr(noun.model._default_manager.all(), "visible_to")
