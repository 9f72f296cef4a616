"""The people of the office and where they belong."""

from .organization import Department, Region
from .password import PasswordRecord
from .second_pair import ANYTHING, SecondPair
from .user import Deputy, RoleGrant, User, UserQuerySet

__all__ = [
    "ANYTHING",
    "Department",
    "Deputy",
    "PasswordRecord",
    "Region",
    "RoleGrant",
    "SecondPair",
    "User",
    "UserQuerySet",
]
