"""Who may read and keep the customer archive."""

import rules

from accounts.enums import RoleCode
from accounts.selectors import has_role

keeps_archive = has_role(RoleCode.ASSISTANT, RoleCode.SUPERVISOR)
leads_archive = has_role(RoleCode.SUPERVISOR, RoleCode.SALES_MANAGER)
reads_archive = keeps_archive | has_role(
    RoleCode.SALESPERSON,
    RoleCode.REGIONAL_MANAGER,
    RoleCode.SALES_MANAGER,
    RoleCode.EXECUTIVE,
    RoleCode.FINANCE,
)
unmasks = has_role(RoleCode.REGIONAL_MANAGER, RoleCode.SALES_MANAGER)

rules.add_perm("customers.view_customer", reads_archive)
rules.add_perm("customers.add_customer", keeps_archive)
rules.add_perm("customers.change_customer", keeps_archive)
rules.add_perm("customers.export_customer", keeps_archive | leads_archive)
rules.add_perm("customers.block_customer", leads_archive | has_role(RoleCode.FINANCE))
rules.add_perm("customers.merge_customer", leads_archive)
rules.add_perm("customers.hand_over_customer", leads_archive)
rules.add_perm("customers.add_customeraddress", keeps_archive)
rules.add_perm("customers.change_customeraddress", keeps_archive)
rules.add_perm("customers.delete_customeraddress", keeps_archive)
rules.add_perm(
    "customers.attach_customer",
    keeps_archive | leads_archive | has_role(RoleCode.SALESPERSON, RoleCode.REGIONAL_MANAGER),
)
rules.add_perm("customers.request_credit", keeps_archive | leads_archive)
rules.add_perm("customers.import_credit", leads_archive)
rules.add_perm("customers.view_contact", reads_archive)
rules.add_perm("customers.add_contact", keeps_archive)
rules.add_perm("customers.change_contact", keeps_archive)
rules.add_perm("customers.unmask_contact", unmasks)
rules.add_perm("customers.unmask_bank", unmasks | has_role(RoleCode.FINANCE))
