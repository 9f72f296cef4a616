"""The bill a receipt came as: taken in with the receipt, and reversed with it."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from core import history, states
from core.errors import BusinessError
from orders.enums import BillStatus, Event, ReceiptMethod
from orders.models import Bill, Receipt


def bill_take_in(*, actor: User | None, receipt: Receipt, at: datetime) -> None:
    """An acceptance bill is in hand from its receipt on."""
    if receipt.method == ReceiptMethod.ACCEPTANCE:
        history.save(Bill(receipt=receipt), actor=actor, at=at)


def bill_reverse(*, actor: User, receipt: Receipt, reason: str, at: datetime) -> None:
    """Its receipt is reversed: a bill in hand goes with it, one that left first comes back."""
    bill = Bill.objects.select_for_update(of=("self",)).filter(receipt=receipt).first()
    if bill is None or bill.status == BillStatus.DISHONOURED:
        return
    bill.receipt = receipt
    if bill.status != BillStatus.HELD:
        raise BusinessError(
            _("The bill %(bill)s is “%(state)s”: say that it was dishonoured, or take that back.")
            % {"bill": bill, "state": bill.get_status_display()},
            code="bill_left",
        )
    states.move(
        bill,
        BillStatus.REVERSED,
        actor=actor,
        at=at,
        reason=reason,
        locked=True,
        verb=Event.BILL_REVERSED,
    )
