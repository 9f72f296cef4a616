"""Roles and how far each sees."""

from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleCode(models.TextChoices):
    """The roles of a sales office."""

    ASSISTANT = "assistant", _("Sales assistant")
    SUPERVISOR = "supervisor", _("Back-office supervisor")
    SALESPERSON = "salesperson", _("Salesperson")
    REGIONAL_MANAGER = "regional_manager", _("Regional manager")
    EXECUTIVE = "executive", _("Executive")
    SALES_MANAGER = "sales_manager", _("Sales manager")
    FINANCE = "finance", _("Sales accountant")
    HR = "hr", _("Human resources")
    FULFILMENT = "fulfilment", _("Production and warehouse")
    AUDITOR = "auditor", _("Auditor")
    ADMIN = "admin", _("Administrator")


class Reach(models.TextChoices):
    """How far a role sees business records."""

    OWN = "own", _("Own records")
    REGION = "region", _("Own region")
    HANDED = "handed", _("Orders handed over")
    ALL = "all", _("Everything")
    NONE = "none", _("Nothing")


class Sight(IntEnum):
    """How much of a secret is seen."""

    NOTHING = 0
    MASKED = 1
    PLAIN = 2


class Theme(models.TextChoices):
    """How the page looks; empty follows the device."""

    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


# Who may own a customer.
SELLERS = (RoleCode.SALESPERSON, RoleCode.REGIONAL_MANAGER, RoleCode.SALES_MANAGER)

# How far each role sees, widest wins where a person holds several.
REACH_OF_ROLE: dict[str, Reach] = {
    RoleCode.ASSISTANT: Reach.ALL,
    RoleCode.SUPERVISOR: Reach.ALL,
    RoleCode.SALESPERSON: Reach.OWN,
    RoleCode.REGIONAL_MANAGER: Reach.REGION,
    RoleCode.EXECUTIVE: Reach.ALL,
    RoleCode.SALES_MANAGER: Reach.ALL,
    RoleCode.FINANCE: Reach.ALL,
    RoleCode.HR: Reach.NONE,
    RoleCode.FULFILMENT: Reach.HANDED,
    RoleCode.AUDITOR: Reach.NONE,
    RoleCode.ADMIN: Reach.NONE,
}


class Event(models.TextChoices):
    """What people do about their log-in, as the trail has it."""

    LOGGED_IN = "accounts.logged_in", _("Logged in")
    LOGGED_OUT = "accounts.logged_out", _("Logged out")
    LOGIN_FAILED = "accounts.login_failed", _("Log-in failed")
    LOCKED_OUT = "accounts.locked_out", _("Locked out")
    PASSWORD_CHANGED = "accounts.password_changed", _("Password changed")
    PASSWORD_SET = "accounts.password_set", _("Password set")
    PASSWORD_RESET = "accounts.password_reset", _("Password reset")
    CODE_REFUSED = "accounts.code_refused", _("Code refused")
    SECOND_FACTOR_ADDED = "accounts.second_factor_added", _("Second factor added")
    SECOND_FACTOR_REMOVED = "accounts.second_factor_removed", _("Second factor removed")
    SECOND_FACTOR_RESET = "accounts.second_factor_reset", _("Second factor reset")
    SESSION_ENDED = "accounts.session_ended", _("Log-in ended")
    SESSIONS_ENDED = "accounts.sessions_ended", _("Log-ins ended")
    ROLES_SET = "accounts.roles_set", _("Roles changed")
    USER_DEACTIVATED = "accounts.user_deactivated", _("Account closed")
    SIGNATURE_SET = "accounts.signature_set", _("Signature kept")
    SIGNATURE_CLEARED = "accounts.signature_cleared", _("Signature removed")
