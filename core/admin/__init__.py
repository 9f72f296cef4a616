"""The kernel's tables, for administrators."""

from . import calendar, company, numbers, papers, periods, robots, trail, work

__all__ = ["calendar", "company", "numbers", "papers", "periods", "robots", "trail", "work"]
