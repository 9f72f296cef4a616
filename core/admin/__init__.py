"""The kernel's tables, for administrators."""

from . import calendar, numbers, periods, robots, trail, work

__all__ = ["calendar", "numbers", "periods", "robots", "trail", "work"]
