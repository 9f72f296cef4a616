"""The audit trail: read by auditors and administrators, changed by nobody."""

from typing import Any

from django.db.models import QuerySet

from accounts.lists import PERMISSION, AuditTrail, trail_for
from core.audit import verb_word
from core.models import AuditEntry
from core.ui import DetailPage, ListPage


class AuditEntryListPage(ListPage):
    list_class = AuditTrail
    permission = PERMISSION


class AuditEntryDetailPage(DetailPage):
    model = AuditEntry
    permission = PERMISSION
    template = "accounts/audit_entry.html"

    def rows(self) -> QuerySet[AuditEntry]:
        return trail_for(self.request.user).select_related("actor", "subject_type")

    def context(self, record: AuditEntry) -> dict[str, Any]:
        changes = [
            (name, *change) if isinstance(change, list) and len(change) == 2 else (name, "", change)
            for name, change in record.changes.items()
        ]
        return {"entry": record, "changes": changes, "verb": verb_word(record.verb)}
