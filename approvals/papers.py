"""Papers that come with a comment on a request."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.enums import REQUEST_OPEN
from approvals.models import Request
from core.attachments import PaperKind, declare
from core.secrecy import AMOUNT


def decided(request: Request) -> str:
    """What was decided was decided upon the papers that were there."""
    return "" if request.status in REQUEST_OPEN else _("It was decided: it takes no more papers.")


declare(
    Request,
    permission="approvals.attach_request",
    stays=True,
    closed=decided,
    kinds=[
        PaperKind("paper", gettext_lazy("Quotation, letter or table"), secret=AMOUNT),
        PaperKind("photo", gettext_lazy("Photo or drawing")),
    ],
)
