"""Coming, changing duties, leaving."""

from collections.abc import Collection

from django.db import transaction

from accounts.models import RoleGrant, User
from core import audit
from core.rights import demand

from .session import sessions_end


@transaction.atomic
def roles_set(*, actor: User | None, user: User, roles: Collection[str]) -> None:
    """Give the person exactly these roles."""
    demand(actor, "accounts.administer", user)
    before = set(RoleGrant.objects.filter(user=user).values_list("role", flat=True))
    after = set(roles)
    if before == after:
        return
    RoleGrant.objects.filter(user=user, role__in=before - after).delete()
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in after - before)
    user.__dict__.pop("role_codes", None)
    audit.record(
        actor=actor,
        verb="accounts.roles_set",
        subject=user,
        changes={"roles": (sorted(before), sorted(after))},
    )


@transaction.atomic
def user_deactivate(*, actor: User, user: User) -> None:
    """Close the account: no further log-in, and every open one ends now."""
    demand(actor, "accounts.administer", user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.is_active = False
    sessions_end(actor=actor, user=user)
    audit.record(
        actor=actor,
        verb="accounts.user_deactivated",
        subject=user,
        changes={"is_active": (True, False)},
    )
