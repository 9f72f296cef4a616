"""The audit trail as its readers see it."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from core.audit import Kinds, Verbs
from core.models import AuditEntry
from core.ui import ChoiceFilter, Column, DateFilter, ModelFilter, RecordList, TextFilter

PERMISSION = "accounts.view_audit_trail"


def trail_for(user: Any) -> QuerySet[AuditEntry]:
    """The whole trail for who reads it, nothing for anybody else."""
    return AuditEntry.objects.all() if user.has_perm(PERMISSION) else AuditEntry.objects.none()


class SubjectFilter(ModelFilter):
    """Kinds of records that stand in the trail at all."""

    def options(self, user: Any) -> list[tuple[str, str]]:
        return [(str(kind.pk), kind.name) for kind in self.rows(user)]

    def rows(self, user: Any) -> QuerySet[ContentType]:
        there = trail_for(user).order_by().values("subject_type").distinct()
        return ContentType.objects.filter(pk__in=there).order_by("app_label", "model")


class AuditTrail(RecordList):
    """Who did what, when, to which record, and why."""

    name = "audit_trail"
    model = AuditEntry
    title = _("Audit trail")
    basis = _("Every entry since the beginning; entries are never changed.")
    unit = pgettext_lazy("unit", "entries")
    columns = [
        Column("at", _("When"), kind="datetime", phone=2, indexed=True),
        Column("actor__full_name", _("Who"), phone=3),
        Column("verb", _("What"), kind="choice", choices=Verbs(), link=True, phone=1),
        Column("subject_type__model", _("Kind of record"), kind="choice", choices=Kinds()),
        Column("subject_text", _("Record"), clip=True, phone=4),
        Column("reason", _("Reason"), clip=True),
        Column("address", _("Address"), hidden=True),
        Column("request_id", _("Request"), kind="code", hidden=True),
    ]
    filters = [
        ModelFilter("actor", _("Who"), model=User),
        ChoiceFilter("verb", _("What"), choices=Verbs()),
        DateFilter("at", _("When")),
        SubjectFilter("subject_type", _("Kind of record"), model=ContentType),
        TextFilter("subject_text", _("Record")),
    ]
    search = ["verb", "subject_text", "actor__full_name", "reason"]
    order_by = "-pk"

    def rows_for(self) -> QuerySet[AuditEntry]:
        return trail_for(self.user)
