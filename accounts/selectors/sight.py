"""What each role sees of a record, kind of secret by kind of secret."""

from typing import Any

from accounts.enums import REACH_OF_ROLE, Reach, RoleCode, Sight
from accounts.models import User
from core.secrecy import AMOUNT, BANK, CONTACT, COST, CREDIT

PLAIN, MASKED, NOTHING = Sight.PLAIN, Sight.MASKED, Sight.NOTHING

# On the records the role reaches; phone and bank stay masked but for owner and assistants.
EVERY_FIGURE = {AMOUNT: PLAIN, COST: PLAIN, CREDIT: PLAIN, CONTACT: MASKED, BANK: MASKED}
SIGHT_OF_ROLE: dict[str, dict[str, Sight]] = {
    RoleCode.ASSISTANT: {**EVERY_FIGURE, CONTACT: PLAIN, BANK: PLAIN},
    RoleCode.SUPERVISOR: EVERY_FIGURE,
    RoleCode.SALESPERSON: {
        **EVERY_FIGURE,
        COST: NOTHING,  # unless granted to the person
        CONTACT: PLAIN,
        BANK: PLAIN,
    },
    RoleCode.REGIONAL_MANAGER: EVERY_FIGURE,
    RoleCode.EXECUTIVE: EVERY_FIGURE,
    RoleCode.SALES_MANAGER: EVERY_FIGURE,
    RoleCode.FINANCE: {**EVERY_FIGURE, CONTACT: NOTHING},
    RoleCode.HR: {CONTACT: MASKED},
    RoleCode.FULFILMENT: {CONTACT: MASKED},
    RoleCode.AUDITOR: EVERY_FIGURE,
    RoleCode.ADMIN: EVERY_FIGURE,
}
# Stands for 'on any record at all': is the field worth a place on the page?
ANYWHERE = object()
OWNER_FIELDS = ("salesperson_id", "owner_id")


def sight(user: Any, kind: str, subject: Any = None) -> Sight:
    """The most that any role of the person sees *of that record*.

    Without a record: what holds for every record the person's roles reach, so that a column is
    plain only where no row of it is secret; with ``ANYWHERE``: of the most favourable record.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    roles = [role for role in user.role_codes if role in SIGHT_OF_ROLE]
    if not roles:
        return NOTHING
    seen = {role: _of_role(role, user, kind) for role in roles}
    if subject is ANYWHERE:
        return max(seen.values())
    if subject is None:
        return min(_widest(role, seen) for role in roles)
    record = _record(subject)
    return max((seen[role] for role in roles if _is_reached(role, user, record)), default=NOTHING)


def may_see(user: Any, kind: str, subject: Any = None) -> bool:
    """The kernel's question: may the plain value be shown, exported, printed or searched?"""
    return sight(user, kind, subject) is PLAIN


def show(user: Any, kind: str, text: str, subject: Any = None) -> str:
    """The text as this person may see it: plain, masked or empty."""
    seen = sight(user, kind, subject)
    if seen is PLAIN:
        return text
    return mask(text) if seen is MASKED else ""


def mask(text: str) -> str:
    """The text with its middle hidden: 138****5678, l***@example.com."""
    name, at, domain = text.strip().partition("@")
    if at:
        return f"{name[:1]}***@{domain}"
    if len(name) >= 11:
        return f"{name[:3]}****{name[-4:]}"
    if len(name) >= 7:
        return f"{name[:2]}****{name[-2:]}"
    return f"{name[:1]}***" if name else ""


def _of_role(role: str, user: User, kind: str) -> Sight:
    if role == RoleCode.SALESPERSON and kind == COST:
        return PLAIN if user.sees_cost else NOTHING
    return SIGHT_OF_ROLE[role].get(kind, NOTHING)


def _widest(role: str, seen: dict[str, Sight]) -> Sight:
    """The most seen by roles that reach every record this role reaches."""
    reach = REACH_OF_ROLE[role]
    return max(best for other, best in seen.items() if REACH_OF_ROLE[other] in {reach, Reach.ALL})


def _record(subject: Any) -> Any:
    """A line, a contact or a movement leads to the record that has an owner."""
    while (parent := getattr(subject, "secrecy_subject", None)) is not None:
        subject = parent
    return subject


def _is_theirs(user: User, record: Any) -> bool:
    """In the person's name, or of a customer the person looks after today."""
    if any(getattr(record, field, None) == user.pk for field in OWNER_FIELDS):
        return True
    return getattr(record, "customer_id", None) is not None and _is_theirs(user, record.customer)


def _is_reached(role: str, user: User, record: Any) -> bool:
    reach = REACH_OF_ROLE[role]
    if not any(hasattr(record, field) for field in (*OWNER_FIELDS, "region_id")):
        return True  # nobody's own: products, policies, reports
    if reach is Reach.OWN:
        return _is_theirs(user, record)
    if reach is Reach.REGION:
        return user.region_id is not None and getattr(record, "region_id", None) == user.region_id
    return True
