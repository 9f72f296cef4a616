"""Days that a command may name."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from core.clock import business_date
from core.errors import BusinessError


def not_in_future(on: date, at: datetime, *, field: str) -> None:
    """Goods and money move on days that have come."""
    if on > business_date(at):
        raise BusinessError(
            _("%(day)s has not come yet.") % {"day": on.isoformat()}, field=field, code="future"
        )
