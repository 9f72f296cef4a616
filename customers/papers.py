"""Which papers hang on customers."""

from django.utils.translation import gettext_lazy as _

from core.attachments import PaperKind, declare
from core.secrecy import AMOUNT, BANK, CONTACT
from customers.models import Customer

declare(
    Customer,
    permission="customers.attach_customer",
    kinds=[
        PaperKind("licence", _("Business licence")),
        PaperKind("billing", _("Invoicing particulars"), secret=BANK),
        PaperKind("agreement", _("Contract or agreement"), secret=AMOUNT),
        PaperKind("card", _("Visiting card"), secret=CONTACT),
        PaperKind("photo", _("Photo")),
        PaperKind("other", _("Other paper"), secret=AMOUNT),
    ],
)
