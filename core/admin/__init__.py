"""The kernel's tables, for administrators."""

from . import calendar, numbers, periods, trail, work

__all__ = ["calendar", "numbers", "periods", "trail", "work"]
