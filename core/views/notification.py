"""Messages: read, marked, and sent again where they did not arrive."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import notifications
from core.lists import MessageList, NotificationList
from core.models import Notification
from core.ui.opening import may_open
from core.ui.pages import ActionPage, ListPage, Page


class NotificationReadPage(ActionPage):
    """Read, without opening it."""

    model = Notification
    permission = None
    label = gettext_lazy("Mark as read")

    def rows(self) -> Any:
        return Notification.objects.on_page(self.request.user)

    @classmethod
    def why_not(cls, record: Notification, user: Any = None) -> str:
        return _("It is read already.") if record.read_at else ""

    def perform(self, record: Notification, form: Any) -> None:
        notifications.mark_read(self.request.user, self.now, [record.pk])

    def success_url(self, record: Notification, result: Any) -> str:
        return NotificationListPage.address()


class NotificationListPage(ListPage):
    """Under the bell."""

    list_class = NotificationList
    permission = None
    bulk = [NotificationReadPage]


class NotificationOpenPage(Page):
    """Leads to what the message is about; it is read then."""

    model = Notification
    permission = None
    kind = "open"
    on_record = True

    def rows(self) -> Any:
        return Notification.objects.on_page(self.request.user)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        notifications.mark_read(request.user, self.now, [self.record.pk])
        address = self.record.url
        if address and not may_open(request.user, address):  # rights may have changed since
            messages.info(request, _("What this message leads to is not for your role."))
            address = ""
        return redirect(address or NotificationListPage.address())


class NotificationReadAllPage(Page):
    """Everything read."""

    model = Notification
    permission = None
    kind = "read_all"

    def post(self, request: HttpRequest) -> HttpResponse:
        read = notifications.mark_read(request.user, self.now)
        said = ngettext("%(n)d message marked as read.", "%(n)d messages marked as read.", read)
        messages.success(request, said % {"n": read})
        return redirect(NotificationListPage.address())


class NotificationResendPage(ActionPage):
    """Once more, because a person says so."""

    model = Notification
    service = notifications.resend
    permission = "core.resend_notification"
    label = gettext_lazy("Send again")
    confirm = gettext_lazy("Whoever got the first one gets a second. Send again?")

    @classmethod
    def why_not(cls, record: Notification, user: Any = None) -> str:
        ended = record.state in {Notification.State.FAILED, Notification.State.UNCERTAIN}
        return "" if ended else _("Only what failed or is uncertain is sent again.")

    def success_url(self, record: Notification, result: Any) -> str:
        return MessageListPage.address()


class MessageListPage(ListPage):
    """How the sending ended, for administrators and the supervisor."""

    list_class = MessageList
    permission = "core.view_notification"
    bulk = [NotificationResendPage]


pages = [
    NotificationListPage,
    NotificationOpenPage,
    NotificationReadPage,
    NotificationReadAllPage,
    MessageListPage,
    NotificationResendPage,
]
