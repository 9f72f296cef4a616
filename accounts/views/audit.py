"""The audit trail: read by auditors and administrators, changed by nobody."""

from typing import Any

from django.db.models import QuerySet

from accounts.lists import PERMISSION, AuditTrail, trail_for
from core.audit import verb_word
from core.models import AuditEntry
from core.ui import DetailPage, ListPage
from core.ui.pages.history import changes_in_words


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
        """The entry in words, without what its reader may not see of the record."""
        return {
            "entry": record,
            "changes": changes_in_words(record, self.request.user),
            "verb": verb_word(record.verb),
        }
