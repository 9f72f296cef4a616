"""The audit trail: read, never written."""

from django.contrib import admin

from core.adminsite import RecordAdmin
from core.models import AuditEntry, AuditSeal


@admin.register(AuditEntry)
class AuditEntryAdmin(RecordAdmin):
    list_display = ("id", "at", "actor", "verb", "subject_type", "subject_text", "reason")
    list_filter = ("at", "subject_type")
    list_select_related = ("actor", "subject_type")
    search_fields = ("subject_text", "verb", "reason", "batch", "actor__full_name")
    show_full_result_count = False


@admin.register(AuditSeal)
class AuditSealAdmin(RecordAdmin):
    list_display = ("id", "first_id", "last_id", "count", "digest", "sealed_at")
    list_filter = ("sealed_at",)
    search_fields = ("digest",)
    exclude = ("leaves",)
