"""Predicates by role, for the rules of every app."""

from typing import Any

import rules

from accounts.enums import Reach, RoleCode
from accounts.models import User


def has_role(*codes: str) -> rules.Predicate:
    """Whether the person is active and holds one of the roles."""

    def holds(user: Any, *_: Any) -> bool:
        return isinstance(user, User) and user.has_role(*codes)

    return rules.Predicate(holds, name="has_role:" + ",".join(codes))


def reaches(*wanted: Reach) -> rules.Predicate:
    """Whether one of the person's roles sees this far."""

    def sees(user: Any, *_: Any) -> bool:
        return isinstance(user, User) and user.is_active and not user.reaches.isdisjoint(wanted)

    return rules.Predicate(sees, name="reaches:" + ",".join(wanted))


is_assistant = has_role(RoleCode.ASSISTANT)
is_supervisor = has_role(RoleCode.SUPERVISOR)
is_back_office = has_role(RoleCode.ASSISTANT, RoleCode.SUPERVISOR)
is_salesperson = has_role(RoleCode.SALESPERSON)
is_regional_manager = has_role(RoleCode.REGIONAL_MANAGER)
is_sales_manager = has_role(RoleCode.SALES_MANAGER)
is_executive = has_role(RoleCode.EXECUTIVE)
is_leader = has_role(RoleCode.SUPERVISOR, RoleCode.SALES_MANAGER, RoleCode.EXECUTIVE)
is_sales = has_role(
    RoleCode.ASSISTANT,
    RoleCode.SUPERVISOR,
    RoleCode.SALESPERSON,
    RoleCode.REGIONAL_MANAGER,
    RoleCode.SALES_MANAGER,
    RoleCode.EXECUTIVE,
)
is_finance = has_role(RoleCode.FINANCE)
is_hr = has_role(RoleCode.HR)
is_fulfilment = has_role(RoleCode.FULFILMENT)
is_auditor = has_role(RoleCode.AUDITOR)
is_admin = has_role(RoleCode.ADMIN)
has_any_role = has_role(*RoleCode.values)
