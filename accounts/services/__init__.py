"""Writes of people."""

from .defaults import defaults_sync
from .language import user_choose_language

__all__ = ["defaults_sync", "user_choose_language"]
