"""Writes of people."""

from .defaults import defaults_sync

__all__ = ["defaults_sync"]
