"""How many know of it, 知晓率."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from core.models import Sending


def awareness_rate(sendings: Iterable[Sending]) -> Decimal | None:
    """The share of those it was sent to who have read it, four places; None when sent to nobody."""
    rows = list(sendings)
    people = sum(row.people_count for row in rows)
    if not people:
        return None
    read = sum(row.read_count for row in rows)
    return (Decimal(read) / people).quantize(Decimal("0.0001"), ROUND_HALF_UP)
