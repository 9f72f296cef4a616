"""Who may do what with invoices, receipts and money owed."""

from typing import Any

import rules

from accounts.enums import RoleCode as Role
from accounts.selectors import has_role
from orders.selectors.invoice_books import KEEPERS

readers = has_role(
    Role.ASSISTANT,
    Role.SUPERVISOR,
    Role.SALESPERSON,
    Role.REGIONAL_MANAGER,
    Role.SALES_MANAGER,
    Role.EXECUTIVE,
    Role.FINANCE,
)
keepers = has_role(*KEEPERS)
overseers = has_role(Role.SUPERVISOR, Role.FINANCE)
askers = keepers | has_role(Role.SALESPERSON, Role.REGIONAL_MANAGER, Role.SALES_MANAGER)


@rules.predicate
def has_asked(user: Any, step: Any = None) -> bool:
    """Who recorded it; without a step the question is about steps at large."""
    return step is None or user.pk == step.created_by_id


@rules.predicate
def has_registered(user: Any, book: Any = None) -> bool:
    """Who took the book in; without a book the question is about books at large."""
    return book is None or user.pk == book.created_by_id


@rules.predicate
def keeps_book(user: Any, book: Any = None) -> bool:
    """Its keeper of now."""
    return book is None or user.pk == book.keeper_id


rules.add_perm("orders.view_invoice", readers)
rules.add_perm("orders.apply_invoice", keepers)
rules.add_perm("orders.cancel_invoice", keepers)
rules.add_perm("orders.issue_invoice", keepers)
rules.add_perm("orders.send_invoice", keepers)
rules.add_perm("orders.receive_invoice", keepers)
rules.add_perm("orders.void_invoice", keepers)
rules.add_perm("orders.reverse_invoice", keepers)
rules.add_perm("orders.attach_invoice", keepers)

book_readers = keepers | has_role(Role.SALES_MANAGER, Role.EXECUTIVE)
rules.add_perm("orders.view_invoicebook", book_readers)
rules.add_perm("orders.register_invoicebook", keepers)
rules.add_perm("orders.change_invoicebook", overseers | (keepers & has_registered))
for name in ("spoil", "hand_back"):
    rules.add_perm(f"orders.{name}_invoicebook", overseers | (keepers & keeps_book))
rules.add_perm("orders.restore_invoicebook", overseers)
rules.add_perm("orders.hand_on_invoicebook", has_role(Role.SUPERVISOR) | (keepers & keeps_book))

rules.add_perm("orders.view_receipt", readers)
rules.add_perm("orders.register_receipt", keepers)
rules.add_perm("orders.allocate_receipt", keepers)
rules.add_perm("orders.reverse_receipt", has_role(Role.SUPERVISOR, Role.FINANCE))
rules.add_perm("orders.attach_receipt", keepers)

rules.add_perm("orders.view_bill", readers)
for name in ("endorse", "discount", "collect", "dishonour", "restore"):
    rules.add_perm(f"orders.{name}_bill", has_role(Role.SUPERVISOR, Role.FINANCE))

rules.add_perm("orders.view_refund", readers)
rules.add_perm("orders.request_refund", keepers)
rules.add_perm("orders.pay_refund", has_role(Role.SUPERVISOR, Role.FINANCE))

rules.add_perm("orders.view_receivable", readers)
rules.add_perm("orders.net_receivable", keepers)
rules.add_perm("orders.view_ledger", readers)
rules.add_perm("orders.view_salesmovement", readers)
rules.add_perm("orders.print_statement", readers)

rules.add_perm("orders.view_dunningstep", readers)
rules.add_perm("orders.record_dunningstep", askers)
rules.add_perm(
    "orders.strike_dunningstep",
    has_role(Role.SUPERVISOR, Role.SALES_MANAGER) | (askers & has_asked),
)
rules.add_perm("orders.print_dunning", readers)
