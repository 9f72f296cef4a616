"""Whether somebody may be the second pair of eyes."""

from accounts.models import ANYTHING, SecondPair, User


def may_second(user: User, maker: User | None, what: str) -> bool:
    """Whether ``user`` may verify, review or approve what ``maker`` made.

    Never the maker. Lines for ``what`` decide when there are any, else the lines for everything.
    Without a maker (an import, a job) whoever may second somebody's work may second this.
    """
    if not user.is_active or user == maker:
        return False
    known = SecondPair.objects.filter(what__in=[what, ANYTHING])
    lines = list(known.values_list("what", "maker_role", "second_role"))
    named = what if any(line[0] == what for line in lines) else ANYTHING
    return any(
        second in user.role_codes and (maker is None or made in maker.role_codes)
        for of, made, second in lines
        if of == named
    )
