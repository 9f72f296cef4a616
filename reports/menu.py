"""Reports in the navigation, and what waits of the quarters."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.ui import inbox, menu
from reports.enums import ResultStatus
from reports.models import QuarterResult


def waiting(user: User, status: str, permission: str) -> "QuerySet[QuarterResult]":
    """Quarters in that state, for who deals with it."""
    rows = QuarterResult.objects.visible_to(user).filter(status=status)
    return rows if user.has_perm(permission) else rows.none()


def rows_to_confirm(user: User) -> list[inbox.Waiting]:
    """My own quarters."""
    mine = waiting(user, ResultStatus.ASKED, "reports.confirm_quarterresult")
    rows = mine.filter(salesperson=user).order_by("from_on")
    return [inbox.Each(rows, _quarter, ["salesperson__full_name"], on="to_on")]


def rows_disputed(user: User) -> list[inbox.Waiting]:
    """Disputes to answer."""
    rows = waiting(user, ResultStatus.DISPUTED, "reports.answer_quarterresult")
    others = rows.exclude(salesperson=user).order_by("from_on", "id")
    return [inbox.Each(others, _quarter, ["salesperson__full_name", "dispute"], on="to_on")]


def rows_to_check(user: User) -> list[inbox.Waiting]:
    """Confirmed quarters to set accounting beside."""
    rows = waiting(user, ResultStatus.CONFIRMED, "reports.check_quarterresult")
    url = f"{reverse('reports:quarter_result_list')}?status=confirmed"
    return [inbox.Many(rows, _("Quarters to check against accounting"), url)]


def _quarter(found: inbox.Found) -> inbox.Row:
    name, *said = found.texts
    ended = _("quarter to %(day)s") % {"day": found.on}
    url = reverse("reports:quarter_result_detail", args=[found.pk])
    return inbox.Row(f"{name} · {ended}", url, note=" ".join(said))


menu.section("reports", gettext_lazy("Reports"), icon="report", order=80)
PAGES = [
    (gettext_lazy("Dashboard"), "dashboard_show", "view_dashboard"),
    (gettext_lazy("Frozen reports"), "report_list", "view_report"),
    (gettext_lazy("Sales figures"), "report_ask", "view_report"),
    (gettext_lazy("Quarters of salespeople"), "quarter_result_list", "view_quarterresult"),
]
for label, name, permission in PAGES:
    menu.item("reports", label, f"reports:{name}", f"reports.{permission}")
inbox.provider("reports.confirm", gettext_lazy("My quarter to confirm"), rows_to_confirm)
inbox.provider("reports.disputed", gettext_lazy("Disputed quarters"), rows_disputed)
inbox.provider("reports.check", gettext_lazy("Quarters to check"), rows_to_check)
