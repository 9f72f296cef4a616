"""Whose a record is that hangs on a customer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Q, QuerySet

from accounts.selectors import narrow
from core.database import Among
from customers.models import Customer

if TYPE_CHECKING:
    from accounts.models import User

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def narrow_by_customer(
    queryset: Rows, user: "User", *, record: str = "", handed: Callable[[], Q] | None = None
) -> Rows:
    """The rows this person may see of what has a salesperson, a region and a customer.

    Own is what was made in the person's name, and everything of the customers the person looks
    after today: who takes a customer over reads its past, who gave it away keeps reading his own.
    ``record`` leads from the row to what has the three, such as ``order``.
    """
    path = f"{record}__" if record else ""

    def own() -> Q:
        theirs = f"{path}customer__{Among.lookup_name}"
        return Q(**{f"{path}salesperson": user.pk}) | Q(**{theirs: _looked_after(user)})

    return narrow(queryset, user, own=own, region=f"{path}region", handed=handed)


def _looked_after(user: "User") -> QuerySet[Any, Any]:
    """The person's customers, and those merged into them: movements are never rewritten."""
    own = Customer.objects.filter(owner=user.pk, merged_into=None)
    merged = Q(**{f"merged_into__{Among.lookup_name}": own.order_by().values("pk")})
    rows = Customer.objects.filter(Q(owner=user.pk, merged_into=None) | merged)
    return rows.order_by().values("pk")
