"""Which kinds of facts are secret, and who may see them.

A column, panel or API field names its kind; the one resolver, registered by the app that knows
roles, answers. Without a resolver, and for nobody, the answer is no.
"""

from typing import Any, Protocol

AMOUNT = "amount"
COST = "cost"
CREDIT = "credit"
CONTACT = "contact"
BANK = "bank"
KINDS = frozenset({AMOUNT, COST, CREDIT, CONTACT, BANK})


class Resolver(Protocol):
    """Answers whether this person may see this kind of fact of this record."""

    def __call__(self, user: Any, kind: str, subject: Any = None) -> bool: ...


_resolvers: list[Resolver] = []


def register(resolver: Resolver) -> Resolver:
    """Make this the resolver; a second one replaces the first."""
    _resolvers[:] = [resolver]
    return resolver


def may_see(user: Any, kind: str, subject: Any = None) -> bool:
    """Whether the person may see the kind; with ``subject``, of that record.

    An empty kind is no secret. Refuses kinds that do not exist.
    """
    if not kind:
        return True
    if kind not in KINDS:
        raise ValueError(f"There is no kind of secret called {kind!r}.")
    if user is None or not getattr(user, "is_active", False) or not _resolvers:
        return False
    return bool(_resolvers[0](user, kind, subject))
