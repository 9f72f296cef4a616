"""Pages about oneself."""

from .preference import preferences
from .profile import ProfilePage
from .session import other_sessions_end, session_end

__all__ = ["ProfilePage", "other_sessions_end", "preferences", "session_end"]
