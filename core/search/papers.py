"""Papers found by their name and by what is written in them."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import attachments
from core.models import Attachment
from core.subjects import subjects_of
from core.ui.lists import Column, RecordList

from .fields import words
from .sources import SHOWN, Group, Source, source


class PaperList(RecordList):
    """The current papers of all records the person sees."""

    name = "papers"
    model = Attachment
    title = _("Papers")
    unit = pgettext_lazy("unit", "papers")
    detail = "core:attachment_detail"
    columns: ClassVar[list[Column]] = [
        Column("name", _("File name"), link=True, clip=True, phone=1),
        Column("added_by__full_name", _("Added by"), phone=3),
        Column("added_at", _("Added at"), kind="datetime", phone=2),
    ]
    order_by = "-pk"

    def rows_for(self) -> QuerySet[Attachment]:
        return attachments.visible_to(self.user)


class PaperSource(Source):
    """No page lists papers, so whoever sees the record they hang on may find them."""

    order = 90

    def is_for(self, user: Any) -> bool:
        return any(user.has_perm(each.view_permission) for each in attachments.declarations())

    def first(self, user: Any, text: str, today: date, limit: int = SHOWN) -> Group | None:
        """The hits, each with the record it hangs on."""
        group = super().first(user, text, today, limit)
        if group is None:
            return None
        papers = Attachment.objects.filter(pk__in=[hit.pk for hit in group.hits])
        names = {pk: str(record) for pk, record in subjects_of(papers).items()}
        hits = [replace(hit, notes=[names.get(hit.pk, ""), *hit.notes]) for hit in group.hits]
        return replace(group, hits=hits)


source(
    PaperList,
    words("name"),
    words("blob__text", shortest=3),
    shows=("added_by_full_name", "added_at"),
    kind=PaperSource,
)
