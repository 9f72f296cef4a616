"""The one place where data scope is applied."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from accounts.enums import Reach
from accounts.models import User

Condition = Callable[[], Q]  # built only for whom it decides
Rows = TypeVar("Rows", bound="QuerySet[Any]")


def narrow(
    queryset: Rows,
    user: User,
    *,
    own: str | Condition = "",
    region: str = "",
    handed: Condition | None = None,
) -> Rows:
    """The rows this person may see: the union of what each role reaches.

    ``own`` is the look-up of the owning person or makes the condition for what is theirs,
    ``region`` is the look-up of the region, ``handed`` makes the condition for people who see only
    what was handed to them. One left empty gives that reach nothing.
    """
    if not user.is_authenticated or not user.is_active:
        return queryset.none()
    reaches = user.reaches
    if Reach.ALL in reaches:
        return queryset
    seen = Q(pk__in=[])
    if Reach.OWN in reaches and own:
        seen |= Q(**{own: user.pk}) if isinstance(own, str) else own()
    if Reach.REGION in reaches and region and user.region_id:
        seen |= Q(**{region: user.region_id})
    if Reach.HANDED in reaches and handed is not None:
        seen |= handed()
    return queryset.filter(seen)
