"""What people find in the navigation."""

from django.utils.translation import gettext_lazy as _

from core.ui import menu

menu.section("trail", _("Audit"), icon="history", order=90)
menu.item("trail", _("Audit trail"), "accounts:audit_entry_list", "accounts.view_audit_trail")
