"""Who could, when this person may not."""

from typing import Any

from django.contrib.auth import get_user_model

ENOUGH = 3


def who_could(permission: str | None, record: Any = None) -> list[str]:
    """The names of a few people who may do it; asked only on the page that refuses."""
    if not permission:
        return []
    people = get_user_model()._default_manager.filter(is_active=True)
    found: list[str] = []
    for person in people.order_by("pk")[:200]:
        if person.has_perm(permission, record):
            found.append(str(person))
        if len(found) == ENOUGH:
            break
    return found
