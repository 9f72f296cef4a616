"""Many records of a noun in one PDF, in the background, each counted."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import jobs
from core.errors import BusinessError

from .counting import count, next_number
from .form import PrintedForm
from .rendering import pdf_of_sheets

KIND = "core.print_many"
MOST = 200

_forms: dict[str, type[PrintedForm]] = {}


def register(form: type[PrintedForm]) -> type[PrintedForm]:
    """Make the form known to jobs, by its name."""
    _forms[form.name] = form
    return form


@jobs.kind(KIND, gettext_lazy("Printing of several records"))
def print_many(job: Any, *, form: str, links: Mapping[str, str], asked: dict[str, str]) -> Any:
    """One PDF of the records named by ``links`` (key → address), as the person who asked."""
    form_class = _forms.get(form)
    if form_class is None or job.actor is None:
        raise BusinessError(_("There is no such form any more."))
    sheets, at = _sheets(job, form_class, links, asked), timezone.now()
    numbers = [next_number(sheet) for sheet in sheets]
    pages = [sheet.html(number=n, at=at) for sheet, n in zip(sheets, numbers, strict=True)]
    pdf = pdf_of_sheets(pages, said=lambda done: job.advance(done, len(sheets)))
    digest = sha256(pdf).hexdigest()
    with transaction.atomic():
        for sheet, number in zip(sheets, numbers, strict=True):
            count(sheet, actor=job.actor, at=at, number=number, digest=digest)
    job.attach(f"{form_class.title} {at:%Y-%m-%d}.pdf", pdf)
    return {"records": len(sheets)}


def _sheets(
    job: Any, form_class: type[PrintedForm], links: Mapping[str, str], asked: dict[str, str]
) -> list[PrintedForm]:
    rows: Any = form_class.model._default_manager.all()
    found = rows.visible_to(job.actor).filter(pk__in=[int(key) for key in links]).in_bulk()
    records = [found[int(key)] for key in links if int(key) in found]
    allowed = [each for each in records if job.actor.has_perm(form_class.permission, each)]
    if not allowed:
        raise BusinessError(_("There is nothing here that you may print."))
    return [
        form_class(record, job.actor, asked=asked, link=links[str(record.pk)])
        for record in allowed[:MOST]
    ]
