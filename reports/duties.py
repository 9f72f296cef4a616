"""Which reports are due, 及时率: from the supervisor, until they are there."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core.calendar import add_working_days, is_working_day, next_working_day
from core.clock import at_time, business_date
from core.duties import Owed, kind
from reports.enums import ReportKind
from reports.models import Report
from reports.services.due import due_span

DAYS_LOOKED_BACK = 10
EVENING, NOON = time(19, 0), time(12, 0)
DAY = timedelta(days=1)


@kind("reports.report", _("Reports"))
def due_reports(at: datetime) -> Iterator[Owed]:
    """Each day's, the week's and the month's before, where none is there yet."""
    people = list(User.objects.with_role(RoleCode.SUPERVISOR).values_list("pk", flat=True))
    if not people or not Report.objects.exists():
        return  # nothing was ever reported: nothing is owed yet
    wanted = _wanted(business_date(at))
    there = set(
        Report.objects.filter(to_on__gte=min(span[1] for _kind, span, _due in wanted)).values_list(
            "kind", "from_on"
        )
    )
    url = reverse("reports:report_list")
    for report_kind, (from_on, to_on), due_at in wanted:
        if (report_kind.value, from_on) in there:
            continue
        days = f"{from_on:%m-%d}" if from_on == to_on else f"{from_on:%m-%d} – {to_on:%m-%d}"
        for person in people:
            key = f"{report_kind}:{from_on}"
            yield Owed(person, key, f"{report_kind.label} {days}", due_at, url)


def _wanted(today: date) -> list[tuple[ReportKind, tuple[date, date], datetime]]:
    """Kind, days and due moment of what should be there or is due today."""
    days = [today - DAY * back for back in range(DAYS_LOOKED_BACK)]
    found = [
        (ReportKind.DAILY, (day, day), at_time(day, EVENING)) for day in days if is_working_day(day)
    ]
    for report_kind in (ReportKind.WEEKLY, ReportKind.MONTHLY):
        span = due_span(report_kind, today)
        first = next_working_day(span[1] + DAY)
        due_on = first if report_kind == ReportKind.WEEKLY else add_working_days(first, 1)
        found.append((report_kind, span, at_time(due_on, NOON)))
    return found
