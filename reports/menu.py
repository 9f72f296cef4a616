"""Reports in the navigation."""

from django.utils.translation import gettext_lazy as _

from core.ui import menu

menu.section("reports", _("Reports"), icon="report", order=80)
menu.item("reports", _("Dashboard"), "reports:dashboard_show", "reports.view_dashboard")
menu.item("reports", _("Frozen reports"), "reports:report_list", "reports.view_report")
menu.item("reports", _("Sales figures"), "reports:report_ask", "reports.view_report")
menu.item("reports", _("Schedules"), "reports:schedule_board", "reports.view_report")
