"""Masked details are read in full on request, and the trail says by whom."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import Sight
from accounts.models import User
from accounts.selectors import sight
from core import audit, events
from core.errors import NotAllowed
from core.rights import demand
from core.secrecy import BANK, CONTACT
from customers.enums import Event
from customers.models import Contact, Customer

VERBS = {CONTACT: Event.CONTACT_UNMASKED, BANK: Event.BANK_UNMASKED}
PERMISSIONS = {CONTACT: "customers.unmask_contact", BANK: "customers.unmask_bank"}


@transaction.atomic
def details_unmask(
    *, actor: User, subject: Customer | Contact, kind: str, at: datetime, reason: str = ""
) -> None:
    """Write down that somebody reads the masked details of a customer or contact.

    Refuses who may see nothing of that kind, not even masked.
    """
    demand(actor, PERMISSIONS[kind], subject)
    if sight(actor, kind, subject) is Sight.NOTHING:
        raise NotAllowed(_("Your role does not read these details."))
    audit.record(actor=actor, verb=VERBS[kind], subject=subject, at=at, reason=reason)
    events.announce(VERBS[kind], actor)
