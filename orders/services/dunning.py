"""Asking customers for money that is past due: recorded once, struck out when wrong."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history
from core.errors import BusinessError, NotAllowed
from core.locking import locked
from core.money import round_money
from core.rights import demand
from core.secrecy import AMOUNT, may_see
from customers.models import Customer
from orders.enums import DunningChannel, Event
from orders.models import DunningStep
from orders.selectors.dunning import overdue_of

from .days import check_day
from .rows import keep_customer


@transaction.atomic
def dunning_record(
    *,
    actor: User,
    customer: Customer,
    channel: str,
    words: str,
    on: date,
    at: datetime,
    promised_amount: Decimal | None = None,
    promised_on: date | None = None,
    next_on: date | None = None,
    next_step: str = "",
) -> DunningStep:
    """Write down that a customer was asked for money, what it promised and what comes next.

    What was past due that evening is worked out here. Refuses a day that has not come, half a
    promise, a promise or next step before the day, and a merged customer.
    """
    _check_rights(actor, customer)
    keep_customer(customer.pk)
    check_day(on, at, field="on")
    if channel not in DunningChannel.values:
        raise BusinessError(_("Say by what way."), field="channel", code="channel")
    if not words.strip():
        raise BusinessError(_("Say what was said."), field="words", code="words")
    amount = _promise(promised_amount, promised_on, on)
    _check_next(next_on, next_step, on)
    overdue = overdue_of(customer.pk, on)
    step = DunningStep(
        customer=customer,
        salesperson_id=customer.owner_id,
        region_id=customer.region_id,
        dunned_on=on,
        channel=channel,
        words=words.strip(),
        overdue_amount=overdue.amount,
        days_late=overdue.days,
        promised_amount=amount,
        promised_on=promised_on,
        next_on=next_on,
        next_step=next_step.strip(),
        created_by=actor,
        created_at=at,
    )
    history.save(step, actor=actor, at=at)
    audit.record(actor=actor, verb=Event.DUNNING_RECORDED, subject=step, at=at)
    events.announce(Event.DUNNING_RECORDED, step, customer=step.customer_id)
    return step


@transaction.atomic
def dunning_strike(
    *,
    actor: User,
    dunning_step: DunningStep,
    reason: str,
    at: datetime,
    seen_version: int | None = None,
) -> DunningStep:
    """Strike out a step that was recorded wrongly; it stays readable and counts no more."""
    demand(actor, "orders.strike_dunningstep", dunning_step)
    step = locked(DunningStep, dunning_step.pk, seen_version)
    if step.struck_at:
        raise BusinessError(_("It is struck out already."), code="struck")
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason")
    step.struck_by, step.struck_at, step.strike_reason = actor, at, reason.strip()
    fields = ("struck_by", "struck_at", "strike_reason")
    history.save(step, actor=actor, at=at, reason=reason, fields=fields)
    audit.record(actor=actor, verb=Event.DUNNING_STRUCK, subject=step, at=at, reason=reason)
    events.announce(Event.DUNNING_STRUCK, step, customer=step.customer_id)
    return step


def _check_rights(actor: User, customer: Customer) -> None:
    """By role, among the customers the person sees, with amounts."""
    demand(actor, "orders.record_dunningstep", customer)
    seen = Customer.objects.visible_to(actor).filter(pk=customer.pk)
    if not may_see(actor, AMOUNT, customer) or not seen.exists():
        raise NotAllowed(_("Your role may not do this."))


def _promise(amount: Decimal | None, promised_on: date | None, on: date) -> Decimal | None:
    """The promised amount, rounded; a promise has an amount and a day."""
    if amount is None and promised_on is None:
        return None
    if amount is None:
        raise BusinessError(
            _("Say how much was promised."), field="promised_amount", code="half_promise"
        )
    if promised_on is None:
        raise BusinessError(
            _("Say for which day it was promised."), field="promised_on", code="half_promise"
        )
    amount = round_money(amount)
    if amount <= 0:
        raise BusinessError(
            _("An amount is greater than zero."), field="promised_amount", code="amount"
        )
    if promised_on < on:
        raise BusinessError(
            _("What is promised lies before the day on which it was promised."),
            field="promised_on",
            code="past_promise",
        )
    return amount


def _check_next(next_on: date | None, next_step: str, on: date) -> None:
    if next_step.strip() and next_on is None:
        raise BusinessError(
            _("Say on which day the next step is."), field="next_on", code="next_day"
        )
    if next_on is not None and next_on < on:
        raise BusinessError(
            _("The next step lies before this one."), field="next_on", code="past_next"
        )
