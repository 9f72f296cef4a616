"""The kernel's tables, for administrators."""

from . import calendar, numbers, papers, periods, robots, trail, work

__all__ = ["calendar", "numbers", "papers", "periods", "robots", "trail", "work"]
