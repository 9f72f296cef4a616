"""The list as a file: exactly the filter, for whom a reason is asked where it holds people."""

import tempfile
from typing import TYPE_CHECKING

from django.db import transaction
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from core import audit, jobs
from core.errors import BusinessError
from core.ui.lists import RecordList, write_file
from core.ui.lists.export_job import KIND

from .sending import record_address, redirect

if TYPE_CHECKING:
    from .list import ListPage


@transaction.atomic
def export(page: "ListPage", listing: RecordList) -> HttpResponseBase:
    """A workbook of the whole filter, at once or as a job; every export is audited."""
    request = page.request
    reason = request.POST.get("reason", "").strip()
    if listing.export_reason and not reason:
        raise BusinessError(_("An export of this list needs a reason."), field="reason")
    _count, more = listing.count()
    audit.record(
        actor=request.user,
        verb="core.list_exported",
        subject=None,
        at=page.now,
        changes={"list": (None, listing.name), "query": (None, listing.query())},
        reason=reason[:500],
    )
    if more:
        job = jobs.start(
            KIND,
            actor=request.user,
            title=_("Export: %(list)s") % {"list": listing.title},
            name=listing.name,
            query=listing.query(),
            today=page.today.isoformat(),
        )
        return redirect(request, record_address(job))
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_file(listing, file)
    file.seek(0)
    name = f"{listing.title} {page.today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)
