"""Every print is counted, and says on the sheet which one it is."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models import Count, IntegerField, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from core import audit
from core.enums import Event
from core.models import PrintRecord

from .form import PrintedForm
from .rendering import PrintRefused, pdf_of_html

TRIES = 3


def prints_of(record: models.Model) -> models.QuerySet[PrintRecord]:
    """Every print of the record, latest first."""
    kind = ContentType.objects.get_for_model(record, for_concrete_model=True)
    return PrintRecord.objects.filter(subject_type=kind, subject_id=record.pk)


def next_number(form: PrintedForm) -> int:
    """Which print the next one is."""
    made = prints_of(form.record).filter(form=form.name).aggregate(last=Max("number"))
    return int(made["last"] or 0) + 1


def times_printed(model: type[models.Model], form: str) -> Any:
    """How often, as an expression for lists and facts of that model."""
    app, name = model._meta.app_label, model._meta.model_name
    made = PrintRecord.objects.filter(
        subject_type__app_label=app,
        subject_type__model=name,
        subject_id=OuterRef("pk"),
        form=form,
    ).order_by()
    counted = made.values("subject_id").annotate(times=Count("pk")).values("times")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def print_one(form: PrintedForm, *, actor: Any, at: datetime) -> bytes:
    """The PDF of one record, counted. Two at the same moment get numbers of their own."""
    for _attempt in range(TRIES):
        number = next_number(form)
        pdf = pdf_of_html(form.html(number=number, at=at))
        try:
            with transaction.atomic():
                count(form, actor=actor, at=at, number=number, digest=sha256(pdf).hexdigest())
        except IntegrityError:
            continue
        return pdf
    raise PrintRefused(_("Somebody else is printing this. Try again."))


def count(form: PrintedForm, *, actor: Any, at: datetime, number: int, digest: str) -> PrintRecord:
    """One print written down, in the table and in the trail."""
    record = form.record
    row = PrintRecord.objects.create(
        form=form.name,
        subject_type=ContentType.objects.get_for_model(record, for_concrete_model=True),
        subject_id=record.pk,
        number=number,
        paper=form.paper.key,
        digest=digest,
        printed_by=actor,
        printed_at=at,
    )
    audit.record(
        actor=actor,
        verb=Event.PRINTED,
        subject=record,
        at=at,
        changes={"form": (None, str(form.title)), "print": (None, number)},
    )
    return row
