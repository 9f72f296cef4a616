"""Whether somebody may be the second pair of eyes."""

from accounts.models import ANYTHING, User
from core.database import ask

KNOWN = "SELECT what, maker_role, second_role FROM accounts_secondpair WHERE what IN (%s, %s)"


def may_second(user: User, maker: User | None, what: str) -> bool:
    """Whether ``user`` may verify, review or approve what ``maker`` made.

    Never the maker. Lines for ``what`` decide when there are any, else the lines for everything.
    Without a maker (an import, a job) whoever may second somebody's work may second this.
    """
    if not user.is_active or user == maker:
        return False
    lines = ask(KNOWN, [what, ANYTHING])
    named = what if any(line[0] == what for line in lines) else ANYTHING
    return any(
        second in user.role_codes and (maker is None or made in maker.role_codes)
        for of, made, second in lines
        if of == named
    )
