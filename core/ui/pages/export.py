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
from core.errors import BusinessError, NotAllowed
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
    audit.record(
        actor=request.user,
        verb="core.list_exported",
        subject=None,
        at=page.now,
        changes={
            "list": (None, listing.name),
            "query": (None, listing.query()),
            "rows": (None, count),
        },
        reason=reason[:500],
    )
    events.announce("core.list_exported", request.user, list=listing.name, rows=count)
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
    file.seek(0)
    name = f"{listing.title} {page.today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)


@transaction.atomic
def export_sheet(
    page: Any, *, name: str, title: str, columns: Sequence[SheetColumn], rows: Sequence[Any]
) -> HttpResponseBase:
    """A workbook of a page that is no list, audited like one."""
    request = page.request
    audit.record(
        actor=request.user,
        verb="core.list_exported",
        subject=None,
        at=page.now,
        changes={
            "list": (None, name),
            "query": (None, request.GET.urlencode()),
            "rows": (None, len(rows)),
        },
    )
    events.announce("core.list_exported", request.user, list=name, rows=len(rows))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_table(file, columns, rows, sheet=title, count=len(rows))
    file.seek(0)
    name_of_file = f"{title} {page.today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name_of_file)
