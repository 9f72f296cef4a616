"""Filters that know their type: how they read the URL, narrow the rows and say so in words."""

from .base import Filter, TextFilter, Values
from .choices import NONE, BoolFilter, ChoiceFilter, ConditionFilter, ModelFilter
from .ranges import DateFilter, DaySpan, NumberFilter, RangeFilter

__all__ = [
    "NONE",
    "BoolFilter",
    "ChoiceFilter",
    "ConditionFilter",
    "DateFilter",
    "DaySpan",
    "Filter",
    "ModelFilter",
    "NumberFilter",
    "RangeFilter",
    "TextFilter",
    "Values",
]
