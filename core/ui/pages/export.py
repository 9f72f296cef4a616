"""The list as a file: exactly the filter, for whom a reason is asked where it holds people."""

import tempfile
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, events, jobs
from core.errors import BusinessError, NotAllowed, Sentence
from core.excel.writing import SheetColumn, write_table
from core.ui.lists import RecordList, write_file
from core.ui.lists.export_job import KIND

from .sending import record_address, redirect

if TYPE_CHECKING:
    from .list import ListPage


@transaction.atomic
def export(page: "ListPage", listing: RecordList) -> HttpResponseBase:
    """A workbook of the whole filter, at once or as a job; every export is audited."""
    request = page.request
    if listing.export_permission and not request.user.has_perm(listing.export_permission):
        raise NotAllowed("")
    reason = request.POST.get("reason", "").strip()
    if listing.export_reason and not reason:
        raise BusinessError(_("An export of this list needs a reason."), field="reason")
    count, more = listing.count()
    stamp = ""
    if listing.export_reason:
        stamp = f"{request.user} {timezone.localtime(page.now):%Y-%m-%d %H:%M} {reason[:200]}"
        count = listing.exact_count()
    _note(page, listing.name, listing.query(), count, reason[:500])
    if more:
        job = jobs.start(
            KIND,
            actor=request.user,
            title=_("Export: %(list)s") % {"list": listing.title},
            name=listing.name,
            query=listing.query(),
            today=page.today.isoformat(),
            stamp=stamp,
        )
        return redirect(request, record_address(job))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_file(listing, file, stamp=stamp)
    return _sent(page, file, listing.title)


@transaction.atomic
def export_sheet(
    page: Any, *, name: str, title: str, columns: Sequence[SheetColumn], rows: Sequence[Any]
) -> HttpResponseBase:
    """A workbook of a page that is no list, audited like one."""
    _note(page, name, page.request.GET.urlencode(), len(rows))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_table(file, columns, rows, sheet=title, count=len(rows))
    return _sent(page, file, title)


def _note(page: Any, name: str, query: str, rows: int, reason: str = "") -> None:
    """Who took out what, and how much of it."""
    user = page.request.user
    changes = {"list": (None, name), "query": (None, query), "rows": (None, rows)}
    audit.record(
        actor=user,
        verb="core.list_exported",
        subject=None,
        at=page.now,
        changes=changes,
        reason=reason,
    )
    events.announce("core.list_exported", user, list=name, rows=rows)


def _sent(page: Any, file: Any, title: Sentence) -> FileResponse:
    """The workbook under the name of what is in it and the day."""
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{title} {page.today:%Y-%m-%d}.xlsx")
