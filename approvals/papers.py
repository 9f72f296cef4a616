"""Papers that come with a comment on a request."""

from django.utils.translation import gettext_lazy as _

from approvals.models import Request
from core.attachments import PaperKind, declare
from core.secrecy import AMOUNT

declare(
    Request,
    permission="approvals.attach_request",
    stays=True,
    kinds=[
        PaperKind("paper", _("Quotation, letter or table"), secret=AMOUNT),
        PaperKind("photo", _("Photo or drawing")),
    ],
)
