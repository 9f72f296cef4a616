"""Who may read and correct reports."""

import rules

from accounts.enums import SELLERS, RoleCode
from accounts.selectors import has_role

READERS = (
    RoleCode.ASSISTANT,
    RoleCode.SUPERVISOR,
    RoleCode.SALES_MANAGER,
    RoleCode.EXECUTIVE,
    RoleCode.FINANCE,
)
reads_reports = has_role(*READERS)
reads_dashboard = reads_reports | has_role(RoleCode.REGIONAL_MANAGER)
corrects_reports = has_role(RoleCode.SUPERVISOR, RoleCode.SALES_MANAGER)

rules.add_perm("reports.view_report", reads_reports)
rules.add_perm("reports.view_dashboard", reads_dashboard)
rules.add_perm("reports.revise_report", corrects_reports)

sees_results = reads_reports | has_role(*SELLERS)
rules.add_perm("reports.view_quarterresult", sees_results)
rules.add_perm("reports.confirm_quarterresult", has_role(*SELLERS))
rules.add_perm("reports.answer_quarterresult", corrects_reports)
rules.add_perm("reports.check_quarterresult", has_role(RoleCode.FINANCE))
