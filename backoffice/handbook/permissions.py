"""Who may do what, and open which page: asked of the rules themselves, role by role."""

from typing import Any

import rules.permissions
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.enums import RoleCode
from accounts.models import User
from core.ui.pages import registry

YES, NO, BY_RECORD = "●", "", "○"
LIBRARIES = ("admin:", "account_", "api:", "mfa_", "usersessions_")
EXPLAINED = f"{YES} may · {BY_RECORD} depends on the record. Data scope comes on top: access.md."
LEFT_OUT = (
    "Pages of the log-in library and of the admin are left out: the former are everybody's own, "
    "the latter for `admin` alone."
)
HEADS = {
    RoleCode.ASSISTANT: "assistant",
    RoleCode.SUPERVISOR: "supervisor",
    RoleCode.SALESPERSON: "sales",
    RoleCode.REGIONAL_MANAGER: "region",
    RoleCode.EXECUTIVE: "exec",
    RoleCode.SALES_MANAGER: "manager",
    RoleCode.FINANCE: "finance",
    RoleCode.HR: "hr",
    RoleCode.FULFILMENT: "fulfil",
    RoleCode.AUDITOR: "auditor",
    RoleCode.ADMIN: "admin",
}


def permissions() -> str:
    """Two tables: permissions by role, pages by role."""
    named = sorted(n for n in rules.permissions.permissions if _app(n) in settings.LOCAL_APPS)
    by_permission = [_row(f"`{name}`", [_may(role, name) for role in HEADS]) for name in named]
    by_page = [
        _row(f"`{name}`", [_opens(role, access) for role in HEADS]) for name, access in pages()
    ]
    parts = [EXPLAINED, "## Permissions", "\n".join([*_head("permission"), *by_permission])]
    parts += ["## Pages", LEFT_OUT, "\n".join([*_head("page"), *by_page])]
    return "\n\n".join(parts)


def person(role: str) -> User:
    """Somebody who holds one role, without a row."""
    user = User(username=role)
    user.__dict__["role_codes"] = frozenset({role})
    return user


def pages() -> list[tuple[str, str | None]]:
    """Every address of ours by name, with its permission; None is any logged-in person, '' all."""
    known = addresses()  # reading the addresses fills the registry
    by_name = {f"{p.namespace}:{p.url_name()}": p.permission for p in registry}
    found: dict[str, str | None] = {}
    for name, view in known:
        if name.startswith(LIBRARIES):
            continue
        is_open = getattr(view, "login_required", True) is False
        found[name] = by_name.get(name, "" if is_open else None)
    return sorted(found.items())


def addresses() -> list[tuple[str, Any]]:
    """Name and view of every URL there is."""
    return _walk(get_resolver(), "")


def _walk(resolver: URLResolver, prefix: str) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            found += _walk(pattern, prefix + inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            found.append((prefix + str(pattern.name), pattern.callback))
    return found


def _app(permission: str) -> str:
    return permission.partition(".")[0]


def _head(first: str) -> list[str]:
    return [_row(first, list(HEADS.values())), "|---|" + ":-:|" * len(HEADS)]


def _row(first: str, cells: list[str]) -> str:
    return f"| {first} | {' | '.join(cells)} |"


def _may(role: str, permission: str) -> str:
    try:
        return YES if person(role).has_perm(permission) else NO
    except (AttributeError, TypeError, ValueError):
        return BY_RECORD


def _opens(role: str, access: str | None) -> str:
    return YES if not access else _may(role, access)
