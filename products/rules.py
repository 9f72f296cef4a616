"""Who may read and keep products."""

import rules

from accounts.enums import RoleCode
from accounts.selectors import has_role

keeps_products = has_role(RoleCode.ASSISTANT, RoleCode.SUPERVISOR)
reads_products = keeps_products | has_role(
    RoleCode.SALESPERSON,
    RoleCode.REGIONAL_MANAGER,
    RoleCode.SALES_MANAGER,
    RoleCode.EXECUTIVE,
    RoleCode.FINANCE,
    RoleCode.FULFILMENT,
)

rules.add_perm("products.view_product", reads_products)
rules.add_perm("products.add_product", keeps_products)
rules.add_perm("products.change_product", keeps_products)
