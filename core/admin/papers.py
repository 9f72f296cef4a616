"""Papers and prints, for administrators: which there are, not what they hold."""

from django.contrib import admin

from core.adminsite import RecordAdmin
from core.models import Attachment, Blob, PrintRecord


@admin.register(Attachment)
class AttachmentAdmin(RecordAdmin):
    list_display = ("id", "kind", "version", "is_current", "added_by", "added_at", "removed_at")
    list_filter = ("subject_type", "is_current", "added_at")
    list_select_related = ("added_by",)
    fields = (
        "subject_type",
        "subject_id",
        "kind",
        "version",
        "is_current",
        "added_by",
        "added_at",
        "removed_by",
        "removed_at",
        "removal_reason",
    )


@admin.register(Blob)
class BlobAdmin(RecordAdmin):
    list_display = ("id", "kind", "size", "reading", "stored_at")
    list_filter = ("kind", "reading", "stored_at")
    search_fields = ("digest",)
    fields = ("digest", "size", "kind", "pages", "reading", "stored_at")


@admin.register(PrintRecord)
class PrintRecordAdmin(RecordAdmin):
    list_display = ("id", "form", "subject_id", "number", "paper", "printed_by", "printed_at")
    list_filter = ("form", "paper", "printed_at")
    list_select_related = ("printed_by",)
    search_fields = ("digest", "printed_by__full_name")
