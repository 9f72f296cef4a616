"""Where an acceptance bill went: endorsed, discounted, collected, or dishonoured."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import events, periods, states
from core.errors import BusinessError
from core.locking import locked
from core.money import format_money, round_money
from core.rights import demand
from orders.enums import BillStatus, Event
from orders.models import Bill, Receipt

from .allocation import check_receipt
from .days import check_day, not_before
from .receipt import receipt_reverse
from .receivable import LEDGER
from .rows import hold_customer

# What a bill says of where it went; taken back, it says so no more.
WHERE_TO = {
    "endorsee": "",
    "endorsed_on": None,
    "discount_bank": "",
    "discounted_on": None,
    "proceeds_amount": None,
    "collected_on": None,
}


@transaction.atomic
def bill_endorse(
    *,
    actor: User,
    bill: Bill,
    endorsee: str,
    on: date,
    at: datetime,
    seen_version: int | None = None,
) -> Bill:
    """Pass the bill on to somebody, 背书转让. Refuses a bill that has matured."""
    demand(actor, "orders.endorse_bill", bill)
    bill = _held(bill, on, at, seen_version)
    if not endorsee.strip():
        raise BusinessError(_("Say to whom it was endorsed."), field="endorsee")
    _still_runs(bill, on)
    facts = {"endorsee": endorsee.strip(), "endorsed_on": on}
    return _moved(bill, BillStatus.ENDORSED, Event.BILL_ENDORSED, actor=actor, at=at, **facts)


@transaction.atomic
def bill_discount(
    *,
    actor: User,
    bill: Bill,
    discount_bank: str,
    proceeds_amount: Decimal,
    on: date,
    at: datetime,
    seen_version: int | None = None,
) -> Bill:
    """Sell the bill to a bank before its day, 贴现; what the bank keeps is its interest.

    Refuses proceeds of nothing or above the bill, and a bill that has matured.
    """
    demand(actor, "orders.discount_bill", bill)
    bill = _held(bill, on, at, seen_version)
    if not discount_bank.strip():
        raise BusinessError(_("Say which bank discounted it."), field="discount_bank")
    proceeds = round_money(proceeds_amount)
    if not 0 < proceeds <= bill.receipt.amount:
        raise BusinessError(
            _("A bill of %(amount)s brings more than nothing and no more than that.")
            % {"amount": format_money(bill.receipt.amount)},
            field="proceeds_amount",
            code="proceeds",
        )
    _still_runs(bill, on)
    return _moved(
        bill,
        BillStatus.DISCOUNTED,
        Event.BILL_DISCOUNTED,
        actor=actor,
        at=at,
        discount_bank=discount_bank.strip(),
        discounted_on=on,
        proceeds_amount=proceeds,
    )


@transaction.atomic
def bill_collect(
    *, actor: User, bill: Bill, on: date, at: datetime, seen_version: int | None = None
) -> Bill:
    """The acceptor has paid, 托收; it may do so before the day."""
    demand(actor, "orders.collect_bill", bill)
    bill = _held(bill, on, at, seen_version)
    return _moved(
        bill, BillStatus.COLLECTED, Event.BILL_COLLECTED, actor=actor, at=at, collected_on=on
    )


@transaction.atomic
def bill_dishonour(
    *,
    actor: User,
    bill: Bill,
    on: date,
    reason: str,
    at: datetime,
    seen_version: int | None = None,
) -> Bill:
    """The acceptor refused to pay, 拒付: the receipt is reversed that day, the debt revives.

    A bill that was passed on or discounted comes back by recourse, 追索. Refuses a day before it
    was passed on, and whatever the reversal of the receipt refuses.
    """
    demand(actor, "orders.dishonour_bill", bill)
    bill = _held(bill, on, at, seen_version)
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason")
    not_before(bill.endorsed_on or bill.discounted_on, on)
    bill = _moved(
        bill,
        BillStatus.DISHONOURED,
        Event.BILL_DISHONOURED,
        actor=actor,
        at=at,
        reason=reason,
        dishonoured_on=on,
        dishonour_reason=reason.strip(),
    )
    told = _("Bill dishonoured: %(reason)s") % {"reason": reason.strip()}
    receipt_reverse(actor=actor, receipt=bill.receipt, on=on, reason=told[:200], at=at)
    bill.receipt.refresh_from_db()
    return bill


@transaction.atomic
def bill_restore(
    *, actor: User, bill: Bill, reason: str, at: datetime, seen_version: int | None = None
) -> Bill:
    """It did not leave after all: in hand again. Refuses what happened in a closed period."""
    demand(actor, "orders.restore_bill", bill)
    bill = _locked(bill, seen_version)
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason")
    if left_on := bill.endorsed_on or bill.discounted_on or bill.collected_on:
        periods.guard(left_on, LEDGER)
    return _moved(
        bill, BillStatus.HELD, Event.BILL_RESTORED, actor=actor, at=at, reason=reason, **WHERE_TO
    )


def _held(bill: Bill, on: date, at: datetime, seen_version: int | None) -> Bill:
    """The bill under its lock; its receipt stands, and the day is one on which it may move."""
    check_day(on, at, field="on")
    periods.guard(on, LEDGER)
    bill = _locked(bill, seen_version)
    check_receipt(bill.receipt, on)
    return bill


def _locked(bill: Bill, seen_version: int | None) -> Bill:
    """The bill under its lock, after the rows it hangs on."""
    hold_customer(bill.receipt.customer_id)
    receipt = locked(Receipt, bill.receipt_id)
    bill = locked(Bill, bill.pk, seen_version)
    bill.receipt = receipt
    return bill


def _still_runs(bill: Bill, on: date) -> None:
    """After its day a bill is collected; it is neither passed on nor sold."""
    due_on = bill.receipt.bill_due_on
    if bill.status == BillStatus.HELD and due_on and on >= due_on:
        raise BusinessError(
            _("The bill matures on %(day)s; from then on it can only be collected.")
            % {"day": due_on.isoformat()},
            field="on",
            code="matured",
        )


def _moved(bill: Bill, to: BillStatus, event: Event, **facts: Any) -> Bill:
    states.move(bill, to, locked=True, verb=event, **facts)
    events.announce(event, bill, customer=bill.receipt.customer_id)
    return bill
