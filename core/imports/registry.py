"""The ledgers that files can fill, by name."""

from typing import TypeVar

from django.utils.translation import gettext as _

from core.errors import BusinessError

from .ledger import ImportLedger

_ledgers: dict[str, ImportLedger] = {}
Declared = TypeVar("Declared", bound=type[ImportLedger])


def register(declaration: Declared) -> Declared:
    """Class decorator: this ledger can be imported."""
    known = _ledgers.get(declaration.name)
    if known is not None and type(known).__qualname__ != declaration.__qualname__:
        raise ValueError(f"two import ledgers are called {declaration.name}")
    _ledgers[declaration.name] = declaration()
    return declaration


def ledger(name: str) -> ImportLedger:
    """The ledger of that name; a BusinessError names those there are."""
    if name not in _ledgers:
        raise BusinessError(
            _("There is no ledger “%(name)s” to import into. There are: %(names)s")
            % {"name": name, "names": ", ".join(sorted(_ledgers)) or "—"},
            code="no_such_ledger",
        )
    return _ledgers[name]


def all_ledgers() -> list[ImportLedger]:
    """Every ledger, in the order of its name."""
    return [_ledgers[name] for name in sorted(_ledgers)]
