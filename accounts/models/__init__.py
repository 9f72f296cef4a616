"""The people of the office and where they belong."""

from .organization import Department, Region
from .second_pair import ANYTHING, SecondPair
from .user import Deputy, RoleGrant, User, UserQuerySet

__all__ = [
    "ANYTHING",
    "Department",
    "Deputy",
    "Region",
    "RoleGrant",
    "SecondPair",
    "User",
    "UserQuerySet",
]
