"""What was sent: who has read it, saying so, and chasing the others."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import receipts
from core.lists import SendingList
from core.models import Sending
from core.ui.pages import ActionPage, ListPage, Page
from core.ui.pages.sending import record_address


class OfSending:
    """After the deed one stands on the record's page again."""

    def success_url(self, record: Sending, result: Any) -> str:
        return _address(record)

    def refused_url(self, record: Sending) -> str:
        return _address(record)


class SendingChasePage(OfSending, ActionPage):
    """Remind those who have not read it."""

    model = Sending
    service = receipts.chase_readers
    permission = "core.chase_sending"
    label = gettext_lazy("Chase those who have not")

    @classmethod
    def why_not(cls, record: Sending, user: Any = None) -> str:
        return _("Everybody has read it.") if record.read_count == record.people_count else ""


class SendingConfirmPage(OfSending, ActionPage):
    """I have read it."""

    model = Sending
    service = receipts.confirm
    permission = None
    label = gettext_lazy("I have read it")


class SendingListPage(ListPage):
    """What I sent or was sent."""

    list_class = SendingList
    permission = None
    bulk = [SendingChasePage]


class SendingOpenPage(Page):
    """Leads to the record."""

    model = Sending
    permission = None
    kind = "open"
    on_record = True

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(_address(self.record))


def _address(sending: Sending) -> str:
    subject = sending.subject
    address = record_address(subject) if subject else "/"
    return address if address != "/" else SendingListPage.address()


pages = [SendingListPage, SendingOpenPage, SendingChasePage, SendingConfirmPage]
