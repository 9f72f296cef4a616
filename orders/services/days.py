"""Days that a command may name."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from core.clock import FIRST_DAY, business_date
from core.errors import BusinessError


def check_day(on: date, at: datetime, *, field: str) -> None:
    """Goods and money move on days that have come, and on none a slip of the keyboard made."""
    if on < FIRST_DAY:
        raise BusinessError(
            _("%(day)s is too long ago.") % {"day": on.isoformat()}, field=field, code="too_early"
        )
    if on > business_date(at):
        raise BusinessError(
            _("%(day)s has not come yet.") % {"day": on.isoformat()}, field=field, code="future"
        )


def not_before(earlier: date | None, on: date) -> None:
    """What follows something happens on its day or later."""
    if earlier and on < earlier:
        raise BusinessError(
            _("That is before %(day)s.") % {"day": earlier.isoformat()}, field="on", code="before"
        )
