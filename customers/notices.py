"""What people are told about the archive."""

from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleCode
from accounts.models import User
from core.clock import business_today
from core.events import Event as Told
from core.events import subscriber
from core.models import AuditEntry
from core.notifications import Message, kind, notify
from customers.enums import Event

# More people's details in one day than anybody needs for the day's work.
UNUSUAL = 500
WATCHED = {"customers", "contacts"}
# Files, pages read by programs, and masked details shown: the ways out of the archive.
TAKEN = ("core.list_exported", "core.api_read")
SHOWN = (Event.CONTACT_UNMASKED, Event.BANK_UNMASKED)

MUCH_EXPORTED = kind(
    "customers.much_exported", _("Unusually many customers taken out"), mandatory=True
)


@subscriber("core.list_exported", background=True)
@subscriber("core.api_read", background=True)
@subscriber(Event.CONTACT_UNMASKED, background=True)
@subscriber(Event.BANK_UNMASKED, background=True)
def tell_much_exported(told: Told) -> None:
    """The supervisors are told when one person takes much of the archive in a day, and again each
    time that has doubled.
    """
    if told.payload.get("list", "customers") not in WATCHED:
        return
    now = timezone.now()
    entries = AuditEntry.objects.filter(
        verb__in=[*TAKEN, *SHOWN], actor_id=told.subject_id, at__gte=now - timedelta(days=1)
    )
    taken = [rows for entry in entries.only("verb", "changes") if (rows := _rows_of(entry))]
    if sum(taken) <= UNUSUAL:
        return
    person = User.objects.get(pk=told.subject_id)
    supervisors = User.objects.with_role(RoleCode.SUPERVISOR)
    message = Message(
        _("%(who)s took out %(rows)s rows of customers and contacts within a day"),
        _("In %(times)s steps: exports, calls by programs, masked details shown; see the trail."),
        reverse("customers:customer_list"),
        person,
        {"who": str(person), "rows": sum(taken), "times": len(taken)},
    )
    doubled = (sum(taken) // UNUSUAL).bit_length()
    once = uuid5(NAMESPACE_OID, f"{MUCH_EXPORTED} {person.pk} {business_today()} {doubled}").hex
    notify(MUCH_EXPORTED, supervisors, message, at=now, once=once)


def _rows_of(entry: AuditEntry) -> int:
    """How many people's details left by it."""
    if entry.verb in SHOWN:
        return 1
    what, rows = (entry.changes.get(key, [None, None])[1] for key in ("list", "rows"))
    return rows or 0 if what in WATCHED else 0
