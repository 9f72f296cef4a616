"""Who may open the pages of approvals; who may decide says each request itself."""

import rules

from accounts.selectors import roles

rules.add_perm("approvals.view_request", roles.has_any_role)
rules.add_perm("approvals.attach_request", roles.has_any_role)
rules.add_perm("approvals.print_request", roles.has_any_role)
