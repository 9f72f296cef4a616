"""Reports in the navigation."""

from django.utils.translation import gettext_lazy

from core.ui import menu

menu.section("reports", gettext_lazy("Reports"), icon="report", order=80)
PAGES = [
    (gettext_lazy("Dashboard"), "dashboard_show", "view_dashboard"),
    (gettext_lazy("Frozen reports"), "report_list", "view_report"),
    (gettext_lazy("Sales figures"), "report_ask", "view_report"),
]
for label, name, permission in PAGES:
    menu.item("reports", label, f"reports:{name}", f"reports.{permission}")
