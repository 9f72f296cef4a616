"""Receipts that somebody else paid, whose paper does not hang there yet, 委托付款书."""

from django.db.models import Exists, OuterRef, Q

from core.models import Attachment
from orders.enums import ReceiptStatus

MANDATE = "payment_mandate"


def lacks_mandate() -> Q:
    """A payer other than the customer was named, with a paper nobody has hung there."""
    hangs = Attachment.objects.current().filter(
        subject_type__app_label="orders",
        subject_type__model="receipt",
        subject_id=OuterRef("pk"),
        kind=MANDATE,
    )
    named = Q(status=ReceiptStatus.REGISTERED) & ~Q(payer_paper="")
    return named & Q(~Exists(hangs))
