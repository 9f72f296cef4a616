"""A believable pump manufacturer, made the same way each time from a seed and a day."""

from .making import make_company

__all__ = ["make_company"]
