"""Lists: one declaration for table, filters, totals, saved views and Excel."""

from .columns import Column, Mark
from .export import write_file
from .filters import (
    BoolFilter,
    ChoiceFilter,
    ConditionFilter,
    DateFilter,
    Filter,
    ModelFilter,
    NumberFilter,
    TextFilter,
)
from .record_list import RecordList, View, registry

__all__ = [
    "BoolFilter",
    "ChoiceFilter",
    "Column",
    "ConditionFilter",
    "DateFilter",
    "Filter",
    "Mark",
    "ModelFilter",
    "NumberFilter",
    "RecordList",
    "TextFilter",
    "View",
    "find",
    "registry",
    "write_file",
]


def find(name: str) -> type[RecordList] | None:
    """The list of that name, if an app declares one."""
    return registry.get(name)
