"""Reference rows every company starts with."""

from django.db import transaction

from accounts.enums import RoleCode as Role
from accounts.models import ANYTHING, SecondPair

LEADERS = (Role.SALES_MANAGER, Role.EXECUTIVE)
# A department with one assistant still works: the supervisor or a manager is the second pair.
DEFAULT_SECONDS: dict[str, tuple[str, ...]] = {
    Role.ASSISTANT: (Role.ASSISTANT, Role.SUPERVISOR, Role.REGIONAL_MANAGER, Role.SALES_MANAGER),
    Role.SUPERVISOR: (Role.ASSISTANT, Role.SUPERVISOR, *LEADERS),
    Role.SALESPERSON: (Role.ASSISTANT, Role.SUPERVISOR, Role.REGIONAL_MANAGER, Role.SALES_MANAGER),
    Role.REGIONAL_MANAGER: (Role.ASSISTANT, Role.SUPERVISOR, *LEADERS),
    Role.SALES_MANAGER: (Role.ASSISTANT, Role.SUPERVISOR, Role.EXECUTIVE),
    Role.EXECUTIVE: (Role.SUPERVISOR, *LEADERS),
    Role.FINANCE: (Role.FINANCE, *LEADERS),
    Role.HR: (Role.HR, *LEADERS),
    Role.FULFILMENT: (Role.FULFILMENT, Role.ASSISTANT, Role.SUPERVISOR),
}


@transaction.atomic
def defaults_sync(*, using: str = "default") -> int:
    """Fill the table of second pairs where it is empty; a table somebody edited is left alone.

    Returns how many lines were added.
    """
    if SecondPair.objects.using(using).exists():
        return 0
    lines = [
        SecondPair(what=ANYTHING, maker_role=maker, second_role=second)
        for maker, seconds in DEFAULT_SECONDS.items()
        for second in seconds
    ]
    return len(SecondPair.objects.using(using).bulk_create(lines))
