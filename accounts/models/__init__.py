"""The people of the office and where they belong."""

from .organization import Department, Region
from .user import Deputy, RoleGrant, User

__all__ = ["Department", "Deputy", "Region", "RoleGrant", "User"]
