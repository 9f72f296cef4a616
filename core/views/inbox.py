"""Where each person lands: on what waits for them."""

from django.http import HttpRequest, HttpResponse

from core.ui import inbox
from core.ui.pages import Page


class InboxPage(Page):
    """What waits for the reader, from all apps."""

    permission = None
    kind = "inbox"
    noun = "inbox"
    page = "list"

    @classmethod
    def route(cls) -> str:
        return ""

    @classmethod
    def url_name(cls) -> str:
        return "inbox"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer({"groups": inbox.groups_of(request.user)})
