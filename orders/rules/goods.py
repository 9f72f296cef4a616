"""Who may do what with shipments, returns and stock."""

import rules

from accounts.enums import RoleCode as Role
from accounts.selectors import has_role, roles

from .order import attachers, readers

shippers = has_role(Role.ASSISTANT, Role.SUPERVISOR, Role.FULFILMENT)

rules.add_perm("orders.view_shipment", readers)
rules.add_perm("orders.create_shipment", roles.is_back_office)
rules.add_perm("orders.ship_shipment", shippers)
rules.add_perm("orders.sign_shipment", shippers | roles.is_salesperson)
rules.add_perm("orders.cancel_shipment", roles.is_back_office)
rules.add_perm("orders.print_shipment", readers)
rules.add_perm("orders.attach_shipment", attachers)

rules.add_perm("orders.view_salesreturn", readers)
rules.add_perm("orders.create_salesreturn", roles.is_back_office)
rules.add_perm("orders.receive_salesreturn", shippers)
rules.add_perm("orders.cancel_salesreturn", roles.is_back_office)
rules.add_perm("orders.attach_salesreturn", attachers)

rules.add_perm("orders.view_stock", readers)
rules.add_perm("orders.receive_stock", shippers)
rules.add_perm("orders.count_stock", shippers)
