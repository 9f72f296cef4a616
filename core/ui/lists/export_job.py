"""Long exports, in the background: as the person who asked, with the filter they asked for."""

import datetime
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from django.utils.translation import gettext_lazy as _

from core import jobs
from core.errors import BusinessError

from .export import write_file
from .record_list import registry

KIND = "core.export_list"


@jobs.kind(KIND, _("Export of a list"))
def export_list(job: Any, *, name: str, query: str, today: str, stamp: str = "") -> dict[str, Any]:
    """Write the list's workbook and keep it for the person."""
    list_class = registry.get(name)
    if list_class is None or job.actor is None:
        raise BusinessError(_("There is no such list any more."))
    listing = list_class(
        user=job.actor, today=datetime.date.fromisoformat(today), params=parse_qs(query)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        total = listing.exact_count()
        rows = write_file(listing, path, told=lambda done: job.advance(done, total), stamp=stamp)
        job.attach(f"{listing.title} {today}.xlsx", path)
    return {"rows": rows}
