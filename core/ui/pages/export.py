"""The list as a file: exactly the filter, for whom a reason is asked where it holds people."""

import tempfile
from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from core import audit
from core.errors import BusinessError
from core.ui.lists import RecordList, write_file

if TYPE_CHECKING:
    from .list import ListPage


def export(page: "ListPage", listing: RecordList) -> HttpResponse:
    """A workbook of the whole filter; every export is audited."""
    request = page.request
    reason = request.POST.get("reason", "").strip()
    if listing.export_reason and not reason:
        raise BusinessError(_("An export of this list needs a reason."), field="reason")
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    rows = write_file(listing, file)
    audit.record(
        actor=request.user,
        verb="exported",
        subject=None,
        at=page.now,
        changes={
            "list": (None, listing.name),
            "query": (None, listing.query()),
            "rows": (None, rows),
        },
        reason=reason,
    )
    file.seek(0)
    name = f"{listing.title} {page.today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name)
