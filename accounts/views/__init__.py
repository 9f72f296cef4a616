"""Pages about oneself, and the audit trail."""

from .audit import AuditEntryDetailPage, AuditEntryListPage
from .messages import messages_choose
from .preference import preferences
from .profile import ProfilePage
from .session import other_sessions_end, session_end
from .signature import signature

__all__ = [
    "AuditEntryDetailPage",
    "AuditEntryListPage",
    "ProfilePage",
    "messages_choose",
    "other_sessions_end",
    "preferences",
    "session_end",
    "signature",
]
