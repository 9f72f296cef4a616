"""Who may do what with orders, hand-overs and issues."""

from typing import Any

import rules

from accounts.enums import RoleCode as Role
from accounts.selectors import has_role, roles

readers = has_role(
    Role.ASSISTANT,
    Role.SUPERVISOR,
    Role.SALESPERSON,
    Role.REGIONAL_MANAGER,
    Role.SALES_MANAGER,
    Role.EXECUTIVE,
    Role.FINANCE,
    Role.FULFILMENT,
)
verifiers = has_role(Role.ASSISTANT, Role.SUPERVISOR, Role.REGIONAL_MANAGER, Role.SALES_MANAGER)
keepers = has_role(Role.ASSISTANT, Role.SUPERVISOR, Role.SALES_MANAGER)


@rules.predicate
def is_not_the_maker(user: Any, order: Any = None) -> bool:
    """Two pairs of eyes; without an order the question is about orders at large."""
    return order is None or not order.is_made_by(user)


@rules.predicate
def is_the_maker(user: Any, order: Any = None) -> bool:
    """Who wrote or submitted it."""
    return order is None or user.pk in {order.created_by_id, order.submitted_by_id}


@rules.predicate
def is_of_the_department(user: Any, hand_over: Any = None) -> bool:
    """The line was handed to the person's department."""
    return hand_over is None or user.department_id == hand_over.department_id


rules.add_perm("orders.view_order", readers)
rules.add_perm("orders.add_order", roles.is_back_office)
rules.add_perm("orders.change_order", roles.is_back_office)
rules.add_perm("orders.submit_order", roles.is_back_office)
rules.add_perm("orders.verify_order", verifiers & is_not_the_maker)
rules.add_perm("orders.return_order", verifiers | (roles.is_back_office & is_the_maker))
rules.add_perm("orders.release_order", roles.is_back_office)
rules.add_perm("orders.hold_order", keepers)
rules.add_perm("orders.resume_order", keepers)
rules.add_perm("orders.cancel_order", keepers)
rules.add_perm("orders.short_close_order", keepers)
rules.add_perm("orders.track_order", readers)

rules.add_perm(
    "orders.view_handover", roles.is_back_office | (roles.is_fulfilment & is_of_the_department)
)
rules.add_perm("orders.acknowledge_handover", roles.is_fulfilment & is_of_the_department)
rules.add_perm("orders.progress_handover", roles.is_fulfilment & is_of_the_department)

rules.add_perm("orders.view_orderissue", readers)
rules.add_perm(
    "orders.add_orderissue",
    has_role(Role.ASSISTANT, Role.SUPERVISOR, Role.SALESPERSON, Role.FULFILMENT),
)
rules.add_perm(
    "orders.solve_orderissue", has_role(Role.ASSISTANT, Role.SUPERVISOR, Role.FULFILMENT)
)
rules.add_perm("orders.tell_orderissue", roles.is_back_office)

attachers = has_role(
    Role.ASSISTANT,
    Role.SUPERVISOR,
    Role.SALESPERSON,
    Role.REGIONAL_MANAGER,
    Role.SALES_MANAGER,
    Role.FULFILMENT,
)
rules.add_perm("orders.attach_order", attachers)
rules.add_perm("orders.print_order", readers)
