"""Who may do what with people."""

from typing import Any

import rules

from accounts.enums import RoleCode
from accounts.selectors.roles import (
    has_any_role,
    has_role,
    is_admin,
    is_leader,
    is_regional_manager,
)
from core.imports import all_ledgers


@rules.predicate
def imports_something(user: Any) -> bool:
    """Whether there is a ledger the person may fill, or everybody's files are theirs to see."""
    return user.has_perm("core.view_all_imports") or any(
        user.has_perm(ledger.permission) for ledger in all_ledgers()
    )


@rules.predicate
def is_the_sender(user: Any, sending: Any = None) -> bool:
    """Who sent it; without a sending the question is about sendings at large."""
    return sending is None or sending.sent_by_id == user.pk


rules.add_perm("accounts.administer", is_admin)
rules.add_perm("accounts.view_audit_trail", has_role(RoleCode.AUDITOR, RoleCode.ADMIN))
rules.add_perm("core.use_imports", imports_something)
rules.add_perm(
    "core.import_historical", has_role(RoleCode.SUPERVISOR, RoleCode.SALES_MANAGER, RoleCode.ADMIN)
)
rules.add_perm(
    "core.view_all_imports", has_role(RoleCode.SUPERVISOR, RoleCode.SALES_MANAGER, RoleCode.AUDITOR)
)
rules.add_perm("accounts.import_people", has_role(RoleCode.SUPERVISOR, RoleCode.ADMIN))
rules.add_perm("core.view_notification", has_role(RoleCode.SUPERVISOR, RoleCode.ADMIN))
rules.add_perm("core.resend_notification", has_role(RoleCode.SUPERVISOR, RoleCode.ADMIN))
rules.add_perm("core.view_removed_paper", has_role(RoleCode.SUPERVISOR, RoleCode.SALES_MANAGER))
rules.add_perm("core.view_duty", is_leader | is_regional_manager)
rules.add_perm("core.chase_duty", is_leader | is_regional_manager)
rules.add_perm("core.view_sending", is_leader)
rules.add_perm("core.chase_sending", is_leader | (has_any_role & is_the_sender))
reads_schedules = has_role(
    RoleCode.ASSISTANT,
    RoleCode.SUPERVISOR,
    RoleCode.SALES_MANAGER,
    RoleCode.EXECUTIVE,
    RoleCode.FINANCE,
    RoleCode.ADMIN,
)
rules.add_perm("core.view_schedule", reads_schedules)
rules.add_perm(
    "core.run_schedule",
    has_role(RoleCode.SUPERVISOR, RoleCode.SALES_MANAGER, RoleCode.ADMIN),
)
rules.add_perm("core.change_schedule", has_role(RoleCode.SUPERVISOR, RoleCode.ADMIN))
rules.add_perm("core.view_all_corrections", is_leader | is_regional_manager)
office = has_role(
    RoleCode.ASSISTANT,
    RoleCode.SUPERVISOR,
    RoleCode.SALESPERSON,
    RoleCode.REGIONAL_MANAGER,
    RoleCode.SALES_MANAGER,
    RoleCode.EXECUTIVE,
    RoleCode.FINANCE,
)
# Errors feed training and appraisal, and whoever audits looks them through.
reviews_errors = has_role(RoleCode.HR, RoleCode.AUDITOR)
rules.add_perm("core.view_correction", office | reviews_errors)
rules.add_perm("core.review_corrections", reviews_errors)
rules.add_perm(
    "core.register_correction", has_role(RoleCode.ASSISTANT, RoleCode.SUPERVISOR, RoleCode.FINANCE)
)
rules.add_perm(
    "core.view_period",
    has_role(
        RoleCode.ASSISTANT,
        RoleCode.SUPERVISOR,
        RoleCode.SALES_MANAGER,
        RoleCode.EXECUTIVE,
        RoleCode.FINANCE,
        RoleCode.ADMIN,
        RoleCode.AUDITOR,
    ),
)
rules.add_perm("core.close_period", has_role(RoleCode.FINANCE, RoleCode.ADMIN))
rules.add_perm("core.reopen_period", has_role(RoleCode.FINANCE, RoleCode.ADMIN))
