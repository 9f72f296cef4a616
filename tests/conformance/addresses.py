"""Every address of ours: its page, a URL that leads there, and who is let in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from backoffice.handbook.permissions import LIBRARIES
from core.imports import all_ledgers
from core.ui.pages import Page, registry
from tests.cast import CAST, OF_ROLE, OUTSIDER
from tests.conformance.ground import factories

ANY_PK = 1
ABSURD = ("0", "abc", "-1", str(2**63), "١")


@dataclass(frozen=True)
class Address:
    """One named URL pattern."""

    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def page(self) -> type[Page] | None:
        return next((p for p in registry if f"{p.namespace}:{p.url_name()}" == self.name), None)

    @property
    def model(self) -> type[Model] | None:
        """The noun of a page about one record, if we can make one."""
        model = self.page.record_model() if self.page else None
        return model if model in factories() else None

    @property
    def is_open(self) -> bool:
        """Whether nobody needs to log in."""
        return getattr(self.view, "login_required", True) is False

    def url(self, pk: Any = ANY_PK) -> str:
        return reverse(self.name, kwargs={name: value(name, pk) for name in self.arguments})


def value(argument: str, pk: Any) -> Any:
    """A likely value of a URL's argument."""
    if argument == "ledger":
        return next((ledger.name for ledger in all_ledgers()), "none")
    if argument in KNOWN:
        return KNOWN[argument]
    noun = next((m for m in factories() if m._meta.model_name == argument), None)
    if noun is not None and pk != ANY_PK:
        return factories()[noun]().pk  # a page under another record
    return pk


# Arguments that are neither keys nor names of ledgers.
KNOWN: dict[str, str] = {
    "kind": "daily",
    "on": "2026-11-20",
    "day": "2026-11-20",
    "name": "orders",
    "form": "order",
    "label": "orders.order",
}


def addresses() -> list[Address]:
    return [each for each in _walk(get_resolver(), "") if not each.name.startswith(LIBRARIES)]


def _walk(resolver: URLResolver, prefix: str) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern, prefix + inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            arguments = tuple(pattern.pattern.converters)
            yield Address(prefix + str(pattern.name), pattern.callback, arguments)


def people() -> list[str]:
    """One of each role, the wide ones first."""
    first = ["li_min", "zhou_ting", "fang_wen", "sun_xiaoyan", "he_ping", "tang_wei"]
    rest = [name for name in CAST if name in OF_ROLE.values() and name not in first]
    return [*first, *rest]


__all__ = ["ABSURD", "OUTSIDER", "Address", "addresses", "people"]
