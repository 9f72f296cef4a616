"""What administrators owe."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core import calendar
from core.clock import business_date
from core.duties import Owed, kind


@kind("accounts.holidays", _("Holidays to enter: days are counted Monday to Friday until then"))
def holidays(at: datetime) -> Iterator[Owed]:
    """From the administrators, by the middle of December: the holidays of a year not announced.

    The State Council announces them in November; from then on the next year is asked for.
    """
    years = calendar.unannounced(business_date(at))
    if not years:
        return
    administrators = list(User.objects.with_role(RoleCode.ADMIN).values_list("pk", flat=True))
    url = reverse("admin:core_calendaryear_changelist")
    for year in years:
        title = gettext("Holidays of %(year)s") % {"year": year}
        due_at = calendar.closing_of(date(year - 1, 12, 15))
        for person in administrators:
            yield Owed(person, str(year), title, due_at, url)
