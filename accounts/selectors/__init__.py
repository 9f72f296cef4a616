"""Reads of people and of how far each sees."""

from . import roles
from .roles import has_role, reaches
from .scope import narrow
from .second_pair import may_second
from .sight import ANYWHERE, mask, may_see, show, sight

__all__ = [
    "ANYWHERE",
    "has_role",
    "mask",
    "may_second",
    "may_see",
    "narrow",
    "reaches",
    "roles",
    "show",
    "sight",
]
