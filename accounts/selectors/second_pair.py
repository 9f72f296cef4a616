"""Whether somebody may be the second pair of eyes."""

from django.db.models import Q

from accounts.models import ANYTHING, SecondPair, User


def may_second(user: User, maker: User | None, what: str) -> bool:
    """Whether ``user`` may verify, review or approve what ``maker`` made.

    Never the maker. Lines for ``what`` decide when there are any, else the lines for everything.
    Without a maker (an import, a job) whoever may second somebody's work may second this.
    """
    if not user.is_active or user == maker:
        return False
    lines = SecondPair.objects.filter(what=what)
    if not lines.exists():
        lines = SecondPair.objects.filter(what=ANYTHING)
    matching = Q(second_role__in=user.role_codes)
    if maker is not None:
        matching &= Q(maker_role__in=maker.role_codes)
    return lines.filter(matching).exists()
