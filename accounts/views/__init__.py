"""Pages about oneself, and the audit trail."""

from .audit import AuditEntryDetailPage, AuditEntryListPage
from .preference import preferences
from .profile import ProfilePage
from .session import other_sessions_end, session_end

__all__ = [
    "AuditEntryDetailPage",
    "AuditEntryListPage",
    "ProfilePage",
    "other_sessions_end",
    "preferences",
    "session_end",
]
