"""Money received: registered and reversed. Which items it settles is in ``allocation``."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit, events, history, numbering, periods, states
from core.clock import business_date
from core.database import exclusive
from core.errors import BusinessError
from core.locking import locked
from core.money import round_money
from core.rights import demand
from customers.models import Customer
from orders.enums import Event, ReceiptMethod, ReceiptStatus
from orders.models import Allocation, Receipt

from . import numbers
from .allocation import receipt_allocate, shares_oldest_first, take_back
from .bill import bill_reverse, bill_take_in
from .collection import collected_recompute
from .days import check_day
from .paper_number import typed
from .receivable import LEDGER, open_items
from .refund import refunds_give_up
from .rows import hold_customer, keep_customer


@transaction.atomic
def receipt_register(
    *,
    actor: User,
    customer: Customer,
    amount: Decimal,
    received_on: date,
    at: datetime,
    method: str = ReceiptMethod.BANK,
    salesperson: User | None = None,
    payer: str = "",
    payer_paper: str = "",
    reference: str = "",
    bill_number: str = "",
    bill_acceptor: str = "",
    bill_due_on: date | None = None,
    note: str = "",
    settles: bool = False,
) -> Receipt:
    """Register money received; all of it is free until it is allocated.

    ``settles`` allocates it at once to what is owed that day, oldest due first, as far as it goes.
    Refuses nothing or less, a day to come, a closed period, an acceptance bill without number,
    acceptor and maturity, a payer other than the customer without the paper that allows it, and a
    bank reference or a bill that is registered already.
    """
    demand(actor, "orders.register_receipt")
    (hold_customer if settles else keep_customer)(customer.pk)
    check_day(received_on, at, field="received_on")
    periods.guard(received_on, LEDGER)
    amount = round_money(amount)
    if amount <= 0:
        raise BusinessError(_("An amount is greater than zero."), field="amount", code="amount")
    bill_number = typed(bill_number)
    _check_bill(method, bill_number, bill_acceptor, bill_due_on)
    _check_payer(customer, payer, payer_paper)
    _check_reference(reference)
    _check_bill_once(bill_number)
    receipt = Receipt(
        number=numbering.next_number(numbers.RECEIPTS, business_date(at)),
        customer=customer,
        salesperson=salesperson or customer.owner or actor,
        region_id=customer.region_id,
        method=method,
        received_on=received_on,
        amount=amount,
        free_amount=amount,
        payer=payer.strip(),
        payer_paper=payer_paper.strip(),
        reference=reference.strip(),
        bill_number=bill_number,
        bill_acceptor=bill_acceptor.strip(),
        bill_due_on=bill_due_on,
        note=note,
        created_by=actor,
        created_at=at,
    )
    history.save(receipt, actor=actor, at=at)
    bill_take_in(actor=actor, receipt=receipt, at=at)
    audit.record(actor=actor, verb=Event.RECEIPT_REGISTERED, subject=receipt, at=at)
    events.announce(Event.RECEIPT_REGISTERED, receipt, customer=customer.pk)
    if settles and shares_oldest_first(amount, open_items(customer.pk), received_on):
        return receipt_allocate(actor=actor, receipt=receipt, on=received_on, at=at)
    return receipt


@transaction.atomic
def receipt_reverse(
    *, actor: User, receipt: Receipt, on: date, reason: str, at: datetime
) -> Receipt:
    """Reverse a receipt as of a day: what it settled is owed again from that day on.

    A refund that was asked for and not paid is given up, and a bill in hand goes with it. Refuses
    a day before the money came or was last allocated, a closed period, and a bill that has left.
    """
    demand(actor, "orders.reverse_receipt", receipt)
    check_day(on, at, field="on")
    periods.guard(on, LEDGER)
    hold_customer(receipt.customer_id)
    receipt = locked(Receipt, receipt.pk)
    if on < receipt.received_on:
        raise BusinessError(
            _("That is before %(day)s.") % {"day": receipt.received_on.isoformat()},
            field="on",
            code="before",
        )
    settled = Allocation.objects.filter(receipt=receipt)
    items = sorted(set(settled.values_list("receivable", flat=True)))
    orders = [take_back(actor=actor, receipt=receipt, item=pk, on=on, at=at) for pk in items]
    states.move(
        receipt,
        ReceiptStatus.REVERSED,
        actor=actor,
        at=at,
        reason=reason,
        locked=True,
        verb=Event.RECEIPT_REVERSED,
        reversed_on=on,
        reverse_reason=reason,
        free_amount=receipt.amount,
    )
    collected_recompute(pk for pk in orders if pk)
    bill_reverse(actor=actor, receipt=receipt, reason=reason, at=at)
    refunds_give_up(actor=actor, receipt=receipt, reason=reason, at=at)
    events.announce(Event.RECEIPT_REVERSED, receipt, customer=receipt.customer_id)
    return receipt


def _check_bill(method: str, number: str, acceptor: str, due_on: date | None) -> None:
    if method != ReceiptMethod.ACCEPTANCE:
        return
    if not (number and due_on):
        raise BusinessError(
            _("An acceptance bill has a number and a day on which it matures."),
            field="bill_number",
            code="bill",
        )
    if not acceptor.strip():
        raise BusinessError(_("Say who accepted the bill."), field="bill_acceptor", code="acceptor")


def _check_bill_once(number: str) -> None:
    if not number:
        return
    exclusive(f"orders.bill:{number}")  # two at once would not see each other
    standing = Receipt.objects.filter(bill_number=number, status=ReceiptStatus.REGISTERED)
    twin = standing.first()
    if twin:
        raise BusinessError(
            _("The bill %(number)s is registered already (%(receipt)s).")
            % {"number": number, "receipt": twin},
            field="bill_number",
            code="duplicate_bill",
        )


def _check_payer(customer: Customer, payer: str, paper: str) -> None:
    known = {"", customer.name, customer.short_name, customer.invoice_title}
    if payer.strip() not in known and not paper.strip():
        raise BusinessError(
            _("%(payer)s pays for %(customer)s: name the paper that allows it.")
            % {"payer": payer.strip(), "customer": customer},
            field="payer_paper",
            code="third_party",
        )


def _check_reference(reference: str) -> None:
    if not reference.strip():
        return
    exclusive(f"orders.receipt:{reference.strip()}")  # two at once would not see each other
    twin = Receipt.objects.filter(
        reference=reference.strip(), status=ReceiptStatus.REGISTERED
    ).first()
    if twin:
        raise BusinessError(
            _("The bank reference %(reference)s is registered already (%(receipt)s).")
            % {"reference": reference.strip(), "receipt": twin},
            field="reference",
            code="duplicate_reference",
        )
