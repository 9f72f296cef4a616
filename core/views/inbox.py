"""Where each person lands: on what waits for them."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.ui import inbox
from core.ui.keys import keys_of
from core.ui.pages import Page
from core.ui.pages.sending import AT_ONCE, led_before, redirect, remember

SAID = 5


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
        groups = inbox.groups_of(request.user)
        waiting = sum(group["count"] for group in groups)
        sections = inbox.sections_of(groups, self.today)
        late = sum(each["count"] for each in sections if each["key"] == "late")
        batches = [(group["key"], inbox.batch_of(group["key"])) for group in groups]
        acts = [{"key": key, "label": batch.label} for key, batch in batches if batch]
        return self.answer(
            {
                "body": inbox.body(sections, self.today, selectable=bool(acts)),
                "waiting": waiting,
                "late": late,
                "tabs": inbox.tabs_of(request.user, request.path, waiting),
                "batches": acts,
            }
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Do the same with the ticked rows of one heading; each refusal is said."""
        key = request.POST.get("do", "")
        batch = inbox.batch_of(key)
        if batch is None:
            raise Http404
        ticked = [value for value in request.POST.getlist("ids") if value.startswith(f"{key}:")]
        pks = keys_of(value.rpartition(":")[2] for value in ticked)
        if not pks or len(pks) > AT_ONCE:
            messages.error(request, _("Tick between 1 and %(most)d rows.") % {"most": AT_ONCE})
            return redirect(request, request.path)
        with transaction.atomic():
            submission, answer = led_before(request)
            if answer:
                return redirect(request, answer)
            done, refused = batch.act(request.user, pks, self.now)
            remember(submission, request.path)
        if done:
            sentence = ngettext("%(action)s: %(n)d record.", "%(action)s: %(n)d records.", done)
            messages.success(request, sentence % {"action": batch.label, "n": done})
        for sentence in refused[:SAID]:
            messages.error(request, sentence)
        return redirect(request, request.path)
