"""Money of a customer that goes back: asked for, paid and confirmed by another person."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history, numbering, periods, states
from core.clock import business_date
from core.errors import BusinessError
from core.locking import locked
from core.money import format_money, round_money
from core.rights import demand
from orders.enums import AllocationKind, Event, ReceiptMethod, ReceivableSource, RefundStatus
from orders.models import Receipt, Receivable, Refund
from orders.selectors.refunds import still_free

from . import numbers
from .allocation import check_receipt, free_from, keep_free
from .days import check_day
from .receivable import LEDGER, allocation_write
from .rows import hold_customer


@transaction.atomic
def refund_request(
    *,
    actor: User,
    receipt: Receipt,
    amount: Decimal,
    reason: str,
    at: datetime,
    method: str = ReceiptMethod.BANK,
) -> Refund:
    """Ask that free money of a receipt be paid back to its customer. No money moves yet.

    Refuses nothing or less, more than is free beside what is asked for already, and a reversed
    receipt.
    """
    demand(actor, "orders.request_refund", receipt)
    hold_customer(receipt.customer_id)
    receipt = locked(Receipt, receipt.pk)
    check_receipt(receipt, business_date(at))
    amount = round_money(amount)
    if amount <= 0:
        raise BusinessError(_("An amount is greater than zero."), field="amount", code="amount")
    if not reason.strip():
        raise BusinessError(_("Say why."), field="reason")
    _within_free(receipt, amount, still_free(receipt))
    refund = Refund(
        number=numbering.next_number(numbers.REFUNDS, business_date(at)),
        receipt=receipt,
        customer_id=receipt.customer_id,
        salesperson_id=receipt.salesperson_id,
        region_id=receipt.region_id,
        amount=amount,
        reason=reason.strip(),
        method=method,
        created_by=actor,
        created_at=at,
    )
    history.save(refund, actor=actor, at=at)
    audit.record(actor=actor, verb=Event.REFUND_REQUESTED, subject=refund, at=at, reason=reason)
    events.announce(Event.REFUND_REQUESTED, refund, customer=refund.customer_id)
    return refund


@transaction.atomic
def refund_pay(
    *,
    actor: User,
    refund: Refund,
    on: date,
    at: datetime,
    reference: str = "",
    seen_version: int | None = None,
) -> Refund:
    """Confirm that the money went out on a day; from then on it is no longer free.

    An item arises that the receipt settles at once. Refuses its maker, more than is free that day
    or by now, a day before the money came, a reversed receipt and a closed period.
    """
    demand(actor, "orders.pay_refund", refund)
    check_day(on, at, field="on")
    periods.guard(on, LEDGER)
    hold_customer(refund.customer_id)
    receipt = locked(Receipt, refund.receipt_id)
    refund = locked(Refund, refund.pk, seen_version)
    sentence = _("Somebody other than who asked for the refund confirms it.")
    states.other_person(actor, refund.created_by, sentence=sentence)
    check_receipt(receipt, on)
    _within_free(receipt, refund.amount, free_from(receipt, on))
    item = _item_of(refund, on)
    states.move(
        refund,
        RefundStatus.PAID,
        actor=actor,
        at=at,
        locked=True,
        verb=Event.REFUND_PAID,
        refunded_on=on,
        reference=reference.strip(),
        receivable=item,
    )
    allocation_write(
        item,
        refund.amount,
        kind=AllocationKind.RECEIPT,
        on=on,
        at=at,
        actor=actor,
        receipt=receipt,
    )
    keep_free(receipt, receipt.free_amount - refund.amount)
    events.announce(Event.REFUND_PAID, refund, customer=refund.customer_id)
    return refund


@transaction.atomic
def refund_cancel(
    *, actor: User, refund: Refund, reason: str, at: datetime, seen_version: int | None = None
) -> Refund:
    """Give a refund up that was not paid; money that came back is a receipt of its own."""
    demand(actor, "orders.request_refund", refund)
    refund = locked(Refund, refund.pk, seen_version)
    _give_up(refund, actor=actor, reason=reason, at=at)
    return refund


def refunds_give_up(*, actor: User, receipt: Receipt, reason: str, at: datetime) -> None:
    """Give up what was asked of a receipt and not paid, for the money is not there any more."""
    waiting = Refund.objects.select_for_update().filter(
        receipt=receipt, status=RefundStatus.REQUESTED
    )
    for refund in waiting.order_by("pk"):
        _give_up(refund, actor=actor, reason=reason, at=at)


def _give_up(refund: Refund, *, actor: User, reason: str, at: datetime) -> None:
    states.move(
        refund,
        RefundStatus.CANCELLED,
        actor=actor,
        at=at,
        reason=reason,
        locked=True,
        verb=Event.REFUND_CANCELLED,
    )
    events.announce(Event.REFUND_CANCELLED, refund, customer=refund.customer_id)


def _item_of(refund: Refund, on: date) -> Receivable:
    return Receivable.objects.create(
        customer_id=refund.customer_id,
        salesperson_id=refund.salesperson_id,
        region_id=refund.region_id,
        source=ReceivableSource.REFUND,
        document=refund.number,
        arose_on=on,
        due_on=on,
        amount=refund.amount,
        open_amount=refund.amount,
    )


def _within_free(receipt: Receipt, amount: Decimal, free: Decimal) -> None:
    if amount > free:
        raise BusinessError(
            _("Only %(free)s of %(receipt)s can be paid back.")
            % {"free": format_money(free), "receipt": receipt},
            field="amount",
            code="over_refund",
        )
