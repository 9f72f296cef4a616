"""One action on many records: each in its own transaction, each refusal in words."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.errors import BusinessError, NotAllowed
from core.ui.lists import RecordList
from core.wholes import one_transaction

from .printing import PrintPage
from .sending import AT_ONCE, led_before, record_address, redirect, remember

if TYPE_CHECKING:
    from .list import ListPage

SAID = 5


def perform_on(page: "ListPage", action: Any, listing: RecordList) -> HttpResponse:
    """Do it to the ticked rows and say of the others why not."""
    if action is None:
        raise Http404
    request = page.request
    address = f"{page.address()}?{listing.query()}"
    records = list(listing.selected(request.POST.getlist("ids"))[: AT_ONCE + 1])
    if not records or len(records) > AT_ONCE:
        messages.error(request, _("Tick between 1 and %(most)d rows.") % {"most": AT_ONCE})
        return redirect(request, address)
    if not action.is_for(request.user):
        raise NotAllowed("")
    if action.gathers:
        return redirect(request, f"{action.address()}?ids={','.join(str(r.pk) for r in records)}")
    with transaction.atomic():
        submission, answer = led_before(request)
        if answer:
            return redirect(request, answer)
        if issubclass(action, PrintPage):
            view = action()
            view.setup(request)
            address = record_address(view.print_many(records))
            remember(submission, address)
            return redirect(request, address)
        done, refused = _each(page, action, records)
        remember(submission, address)
    if done:
        sentence = ngettext("%(action)s: %(n)d record.", "%(action)s: %(n)d records.", done)
        messages.success(request, sentence % {"action": action.label, "n": done})
    for sentence in refused[:SAID]:
        messages.error(request, sentence)
    if len(refused) > SAID:
        left = ngettext("%(n)d more stayed out.", "%(n)d more stayed out.", len(refused) - SAID)
        messages.error(request, left % {"n": len(refused) - SAID})
    return redirect(request, address)


def _each(page: "ListPage", action: Any, records: list[Any]) -> tuple[int, list[str]]:
    done, refused = 0, []
    view = action()
    view.setup(page.request)
    for record in records:
        try:
            if not action.is_for(page.request.user, record):
                raise NotAllowed(_("Somebody else has to do this."))
            with one_transaction():
                view.act(record, None)
            done += 1
        except BusinessError as refusal:
            refused.append(f"{record}: {refusal}")
    return done, refused
