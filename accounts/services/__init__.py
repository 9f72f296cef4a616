"""Writes of people."""

from .defaults import defaults_sync
from .person import roles_set, user_deactivate
from .preference import preferences_set
from .session import session_end, sessions_end
from .signature import signature_clear, signature_set

__all__ = [
    "defaults_sync",
    "preferences_set",
    "roles_set",
    "session_end",
    "sessions_end",
    "signature_clear",
    "signature_set",
    "user_deactivate",
]
