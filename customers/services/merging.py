"""Two records of one customer become one: everything is linked again, nothing is deleted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from approvals.selectors import open_request
from core import audit, events, history, subjects
from core.errors import BusinessError
from core.hooks import Hook
from core.locking import locked
from core.rights import demand
from customers.enums import Event
from customers.models import Contact, Customer, CustomerAddress
from customers.selectors import Moving

# Higher apps link their records again and answer how many of each kind: a list of ``Moving``.
customer_merged = Hook("customers.customer_merged")


@transaction.atomic
def customers_merge(
    *, actor: User, customer: Customer, into: Customer, at: datetime, reason: str
) -> Customer:
    """Merge ``customer`` into ``into``; the merged record stays, empty, and points there.

    Refuses a customer merged already, two different credit codes, and a customer about whom
    something is asked: what would be approved is of a record that is empty by then.
    """
    demand(actor, "customers.merge_customer", customer)
    if customer.pk == into.pk:
        raise BusinessError(_("Choose another customer to merge into."), field="into")
    first, second = sorted([customer.pk, into.pk])
    rows = {pk: locked(Customer, pk) for pk in (first, second)}
    gone, kept = rows[customer.pk], rows[into.pk]
    if gone.merged_into_id or kept.merged_into_id:
        raise BusinessError(_("One of them was merged already."), field="into")
    if gone.credit_code and kept.credit_code and gone.credit_code != kept.credit_code:
        raise BusinessError(_("Their credit codes differ: these are two companies."), field="into")
    if (asked := open_request(gone)) is not None:
        raise BusinessError(
            _("Have “%(title)s” decided or withdrawn first.") % {"title": asked.title},
            code="asked",
        )
    linked = _link_again(gone, kept, actor=actor, at=at, reason=reason)
    for answer in customer_merged.run(gone=gone, kept=kept, actor=actor, at=at, reason=reason):
        linked += answer
    _close(gone, kept, actor, at, reason)
    moved = {str(each.label): ["", each.count] for each in linked if each.count}
    for subject in (kept, gone):
        audit.record(
            actor=actor,
            verb=Event.CUSTOMER_MERGED,
            subject=subject,
            at=at,
            changes={"merged_into": [str(gone), str(kept)], **moved},
            reason=reason,
        )
    events.announce(Event.CUSTOMER_MERGED, kept, gone=gone.pk)
    return kept


def _link_again(gone: Customer, kept: Customer, **signed: Any) -> list[Moving]:
    """People and addresses, with a version of each; what was first there stays first where the
    other has none.
    """
    people = list(Contact.objects.select_for_update().filter(customer=gone).order_by("pk"))
    has_primary = kept.contacts.filter(is_primary=True).exists()
    for person in people:
        person.customer, person.version = kept, person.version + 1
        person.is_primary = person.is_primary and not has_primary
    history.bulk_save(Contact, people, ["customer", "is_primary", "version"], **signed)
    addresses = list(
        CustomerAddress.objects.select_for_update().filter(customer=gone).order_by("pk")
    )
    kinds = set(kept.addresses.filter(is_default=True).values_list("kind", flat=True))
    for address in addresses:
        address.customer, address.version = kept, address.version + 1
        address.is_default = address.is_default and address.kind not in kinds
    CustomerAddress.objects.bulk_update(addresses, ["customer", "is_default", "version"])
    change = {"customer": [str(gone), str(kept)]}
    for rows in (people, addresses):
        audit.record_many(
            verb=Event.CUSTOMER_MERGED,
            subjects=rows,
            changes={row.pk: change for row in rows},
            **signed,
        )
    Customer.objects.filter(merged_into=gone).update(merged_into=kept)
    own = [
        Moving(Contact._meta.verbose_name or "", len(people)),
        Moving(CustomerAddress._meta.verbose_name or "", len(addresses)),
    ]
    return own + [Moving(label, count) for label, count in subjects.follow(gone, kept)]


def _close(gone: Customer, kept: Customer, actor: User, at: datetime, reason: str) -> None:
    code, gone.credit_code = gone.credit_code, None
    gone.merged_into = kept
    gone.is_blocked = True
    gone.blocked_reason = str(_("Merged into %(code)s") % {"code": kept.code})
    history.save(gone, actor=actor, at=at, reason=reason)
    if code and not kept.credit_code:
        kept.credit_code = code
        history.save(kept, actor=actor, at=at, reason=reason)
