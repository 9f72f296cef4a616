"""Which kinds of facts are secret, and who may see them.

A column, panel or API field names its kind; the one resolver, registered by the app that knows
roles, answers. Without a resolver, and for nobody, the answer is no.
"""

from typing import Any, Protocol

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Model, TextField

from core.money import MoneyField, PriceField, UntaxedPriceField

AMOUNT = "amount"
COST = "cost"
CREDIT = "credit"
CONTACT = "contact"
BANK = "bank"
VEIL = "••••••"  # says only that there is something
KINDS = frozenset({AMOUNT, COST, CREDIT, CONTACT, BANK})


CONTACT_WORDS = ("phone", "wechat", "email", "birthday", "mobile")


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


def kind_of(model: type[Model], name: str) -> str:
    """The kind of secret a field holds: what the model's ``SECRET_FIELDS`` says, else what its
    name and type say; '' for none. What is no field of the model may hold lines with prices.
    """
    declared: dict[str, str] = getattr(model, "SECRET_FIELDS", {})
    if name in declared:
        return declared[name]
    if "cost" in name or "margin" in name:
        return COST
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return AMOUNT
    if isinstance(field, MoneyField | PriceField | UntaxedPriceField):
        return CREDIT if "credit" in name else AMOUNT
    last = name.rpartition("_")[2]
    if last in CONTACT_WORDS and not name.startswith("is_"):
        return CONTACT
    is_text = isinstance(field, CharField | TextField)
    return BANK if is_text and name in {"bank", "bank_account", "bank_name"} else ""


def kind_of_words(model: type[Model]) -> str:
    """The kind of the words with which people explain what they did to such a record.

    They may name a price: of a record that holds amounts they are an amount, unless
    ``SECRET_FIELDS`` says otherwise of its ``reason``.
    """
    declared: dict[str, str] = getattr(model, "SECRET_FIELDS", {})
    if "reason" in declared:
        return declared["reason"]
    names = (field.name for field in model._meta.concrete_fields)
    return AMOUNT if any(kind_of(model, name) == AMOUNT for name in names) else ""
