"""What approvals do when something changes below, and what they know of a record on paper."""

from typing import Any

from approvals import services
from approvals.models import Request
from approvals.selectors import signatures_of, signed
from core import calendar
from core.clock import business_date
from core.printing import Signature, inside, signature_source


@calendar.changed.receiver
def count_deadlines_again(*, year: int) -> None:
    """Working days changed: open deadlines move with them."""
    services.deadlines_recount(year=year)


@signature_source
def signatures_on_paper(record: Any) -> list[Signature]:
    """Who signed which step of the newest approved requests about the record, or of a request."""
    given = signed([record]) if isinstance(record, Request) else signatures_of(record)
    return [
        Signature(each.step, _named(each), business_date(each.at), _picture(each)) for each in given
    ]


def _picture(signature: Any) -> str:
    """Their own signature from the profile; who stood in for another is written in words."""
    return inside(signature.who.signature) if signature.in_place_of is None else ""


def _named(signature: Any) -> str:
    if signature.in_place_of is None:
        return str(signature.who)
    return f"{signature.who}（{signature.in_place_of}）"
