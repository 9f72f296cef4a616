"""What the groups of a report are called: a stable key and a name for the reader."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Region, User
from customers.models import Customer, CustomerClass
from products.models import Product, ProductCategory

# The model behind a key, what identifies a group for good, and what people call it.
NAMES: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "salesperson": (User, "username", ("full_name",)),
    "region": (Region, "code", ("name",)),
    "category": (ProductCategory, "code", ("name",)),
    "customer_class": (CustomerClass, "code", ("name",)),
    "customer": (Customer, "code", ("name",)),
    "product": (Product, "code", ("name", "specification")),
}


def labels_of(
    by: tuple[str, ...], groups: Iterable[tuple[int | None, ...]]
) -> dict[tuple[int | None, ...], tuple[Any, Any]]:
    """Key and label of each group; lists of them where a report groups by several keys."""
    groups = list(groups)
    names = [_names(key, {group[place] for group in groups}) for place, key in enumerate(by)]
    result: dict[tuple[int | None, ...], tuple[Any, Any]] = {}
    for group in groups:
        parts = [names[place][part] for place, part in enumerate(group)]
        if len(parts) == 1:
            result[group] = parts[0]
        else:
            result[group] = ([key for key, _label in parts], [label for _key, label in parts])
    return result


def _names(key: str, ids: set[int | None]) -> dict[int | None, tuple[str, str]]:
    model, code, called = NAMES[key]
    rows = model.objects.filter(pk__in=ids - {None}).values_list("pk", code, *called)
    found: dict[int | None, tuple[str, str]] = {
        pk: (text, " ".join(filter(None, words)) or text) for pk, text, *words in rows
    }
    found[None] = ("", _("Not given"))
    return found


def ids_of(key: str, codes: Iterable[str]) -> dict[str, int]:
    """The records behind the keys of a report's groups."""
    model, code, _name = NAMES[key]
    found = model.objects.filter(**{f"{code}__in": [each for each in codes if each]})
    return dict(found.values_list(code, "pk"))
