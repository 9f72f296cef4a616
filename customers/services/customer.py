"""Create and change a customer; its status, and whether it may order."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.cn import uscc
from stdnum.exceptions import ValidationError as BadNumber

from accounts.models import User
from core import audit, events, history, states
from core.database import portions
from core.errors import BusinessError, Taken
from core.locking import locked
from core.numbering import declare, next_numbers
from core.rights import demand
from customers.enums import Event
from customers.models import Customer, OwnerPeriod
from customers.selectors import match_name

from .credit import credit_request
from .merged import refuse_merged
from .retention import retention_agreed

CUSTOMERS = declare("customers", gettext_lazy("Customer code"), "C{seq:5}")
ZERO = Decimal(0)
AHEAD = 1000  # codes looked at together


@transaction.atomic
def customer_create(*, actor: User, on: date, at: datetime, **fields: Any) -> Customer:
    """Take a customer into the archive; without a code the next one is given.

    Refuses a wrong or known credit code and a known code. The salesperson's region is the
    customer's unless another is named. A credit limit is only asked for: none is granted until
    the last signature.
    """
    demand(actor, "customers.add_customer")
    limit = fields.pop("credit_limit", None) or ZERO
    customer = Customer(**_clean(fields), created_by=actor, created_at=at)
    if not customer.code:
        (customer.code,) = free_codes(on, 1)
    if customer.region_id is None and customer.owner is not None:
        customer.region = customer.owner.region
    customer.match_name = match_name(customer.name)
    customer.confirmed_on = on
    _agree(customer)
    _refuse_known(customer)
    history.save(customer, actor=actor, at=at)
    if customer.owner is not None:
        OwnerPeriod.objects.create(customer=customer, owner=customer.owner, from_on=on)
    audit.record(actor=actor, verb=Event.CUSTOMER_CREATED, subject=customer, at=at)
    events.announce(Event.CUSTOMER_CREATED, customer)
    if limit:
        credit_request(
            actor=actor, customer=customer, limit=limit, reason=_("A new customer"), at=at
        )
    return customer


@transaction.atomic
def customer_change(
    *,
    actor: User,
    customer: Customer,
    on: date,
    at: datetime,
    seen_version: int | None = None,
    **fields: Any,
) -> Customer:
    """Change particulars of a customer; the owner changes by ``owner_change``, the
    credit limit by ``credit_request`` alone."""
    demand(actor, "customers.change_customer", customer)
    row = locked(Customer, customer.pk, seen_version)
    refuse_merged(row)
    fields = _clean(fields)
    fields.pop("owner", None)
    if fields.pop("credit_limit", row.credit_limit) != row.credit_limit:
        raise BusinessError(
            _("The credit limit changes by approval; ask for it on the customer's page."),
            field="credit_limit",
            code="approval",
        )
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, value)
    row.match_name = match_name(row.name)
    row.confirmed_on = on
    _agree(row)
    _refuse_known(row)
    changes = audit.difference(before, fields)
    history.save(row, actor=actor, at=at)
    if changes:
        audit.record(actor=actor, verb=Event.CUSTOMER_CHANGED, subject=row, at=at, changes=changes)
        events.announce(Event.CUSTOMER_CHANGED, row)
    return row


@transaction.atomic
def customer_move(
    *, actor: User | None, customer: Customer, to: str, at: datetime, reason: str = ""
) -> Customer:
    """Move a customer along potential → active → dormant → lost, as the table allows."""
    demand(actor, "customers.change_customer", customer)
    refuse_merged(locked(Customer, customer.pk))
    states.move(customer, to, actor=actor, at=at, reason=reason, verb=Event.CUSTOMER_MOVED.value)
    events.announce(Event.CUSTOMER_MOVED, customer)
    return customer


@transaction.atomic
def customer_block(*, actor: User, customer: Customer, reason: str, at: datetime) -> Customer:
    """Take no new orders of this customer and let nothing out to it, 停供, until it is unblocked.

    The reason is shown wherever something is refused for it.
    """
    demand(actor, "customers.block_customer", customer)
    return _set_block(actor, customer, is_blocked=True, reason=reason, at=at)


@transaction.atomic
def customer_unblock(*, actor: User, customer: Customer, reason: str, at: datetime) -> Customer:
    """Take orders of this customer again."""
    demand(actor, "customers.block_customer", customer)
    return _set_block(actor, customer, is_blocked=False, reason=reason, at=at)


def _set_block(
    actor: User, customer: Customer, *, is_blocked: bool, reason: str, at: datetime
) -> Customer:
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason")
    row = locked(Customer, customer.pk)
    refuse_merged(row)
    if row.is_blocked == is_blocked:
        raise BusinessError(_("%(customer)s stands so already.") % {"customer": row})
    row.is_blocked = is_blocked
    row.blocked_reason = reason.strip() if is_blocked else ""
    history.save(row, actor=actor, at=at, reason=reason)
    audit.record(
        actor=actor,
        verb=Event.CUSTOMER_CHANGED,
        subject=row,
        at=at,
        changes={"is_blocked": [not is_blocked, is_blocked]},
        reason=reason,
    )
    return row


def free_codes(on: date, count: int, *, besides: Collection[str] = ()) -> list[str]:
    """The next codes of the series that neither the archive nor a file (``besides``) has."""
    free: list[str] = []
    while len(free) < count:
        given = next_numbers(CUSTOMERS, on, count - len(free))
        taken = _taken(given, besides)
        free += (code for code in given if code not in taken)
        if len(taken) == len(given):
            _pass_over_taken(on, besides)
    return free


def _pass_over_taken(on: date, besides: Collection[str]) -> None:
    with transaction.atomic():
        ahead = next_numbers(CUSTOMERS, on, AHEAD)
        transaction.set_rollback(True)
    taken = _taken(ahead, besides)
    next_numbers(
        CUSTOMERS, on, next((n for n, each in enumerate(ahead) if each not in taken), AHEAD)
    )


def _taken(codes: Sequence[str], besides: Collection[str]) -> set[str]:
    known: set[str] = set(besides) & set(codes)
    for some in portions(codes):
        rows = Customer.objects.filter(code__in=some)
        known.update(rows.values_list("code", flat=True))
    return known


def _clean(fields: dict[str, Any]) -> dict[str, Any]:
    """Trim texts; an empty credit code is none, a wrong one is refused."""
    cleaned = {k: v.strip() if isinstance(v, str) else v for k, v in fields.items()}
    if "credit_code" in cleaned:
        code = (cleaned["credit_code"] or "").upper()
        cleaned["credit_code"] = code or None
        if code:
            check_credit_code(code)
    if not cleaned.get("name", "?"):
        raise BusinessError(_("A customer needs a name."), field="name")
    return cleaned


def _agree(customer: Customer) -> None:
    """What it usually keeps back lies within what may be."""
    customer.retention_rate, customer.retention_months = retention_agreed(
        customer.retention_rate, customer.retention_months, customer
    )


def check_credit_code(code: str) -> None:
    """Refuse a unified social credit code whose form or check digit is wrong."""
    try:
        uscc.validate(code)
    except BadNumber:
        raise BusinessError(
            _("%(code)s is not a unified social credit code: a digit is wrong.") % {"code": code},
            field="credit_code",
            code="credit_code",
        ) from None


def _refuse_known(customer: Customer) -> None:
    others = Customer.objects.exclude(pk=customer.pk)
    if customer.credit_code:
        known = others.filter(credit_code=customer.credit_code).first()
        if known:
            raise Taken(
                _("%(customer)s has this credit code already.") % {"customer": known},
                field="credit_code",
                code="known_credit_code",
            )
    if others.filter(code=customer.code).exists():
        raise Taken(
            _("The code %(code)s is taken.") % {"code": customer.code},
            field="code",
            code="known_code",
        )
