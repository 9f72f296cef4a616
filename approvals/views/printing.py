"""What is printed: the sheet of a request."""

from approvals.prints import RequestSheet
from core.ui import PrintPage


class RequestPrintPage(PrintPage):
    """审批单."""

    form = RequestSheet
    noun = "approval"


pages = [RequestPrintPage]
