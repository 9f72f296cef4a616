"""What people are told about the archive."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core.events import Event, subscriber
from core.models import AuditEntry
from core.notifications import Message, kind, notify

# More people's details in one day than anybody needs for the day's work.
UNUSUAL = 500
WATCHED = ("customers", "contacts")

MUCH_EXPORTED = kind(
    "customers.much_exported", _("Unusually many customers taken out"), mandatory=True
)


@subscriber("core.list_exported", background=True)
def tell_much_exported(told: Event) -> None:
    """The supervisors are told when one person takes out much of the archive in a day."""
    if told.payload["list"] not in WATCHED:
        return
    now = timezone.now()
    entries = AuditEntry.objects.filter(
        verb="core.list_exported", actor_id=told.subject_id, at__gte=now - timedelta(days=1)
    )
    taken = [
        entry.changes["rows"][1]
        for entry in entries
        if entry.changes.get("list", [None, None])[1] in WATCHED and "rows" in entry.changes
    ]
    if sum(taken) <= UNUSUAL:
        return
    person = User.objects.get(pk=told.subject_id)
    supervisors = User.objects.with_role(RoleCode.SUPERVISOR)
    message = Message(
        _("%(who)s exported %(rows)s rows of customers and contacts within a day"),
        _("In %(times)s exports. Who, when and why stands in every row of the files."),
        reverse("customers:customer_list"),
        person,
        {"who": str(person), "rows": sum(taken), "times": len(taken)},
    )
    notify(MUCH_EXPORTED, supervisors, message, at=now, once=told.uid)
