"""What approvals do when something changes below."""

from approvals import services
from core import calendar


@calendar.changed.receiver
def count_deadlines_again(*, year: int) -> None:
    """Working days changed: open deadlines move with them."""
    services.deadlines_recount(year=year)
