"""A higher app's facts on a lower app's record page."""

from typing import Any, ClassVar

from core.errors import Sentence
from core.secrecy import may_see


class Panel:
    """One panel at the right of a record page."""

    title: ClassVar[Sentence] = ""
    template: ClassVar[str] = ""
    permission: ClassVar[str] = ""
    secret: ClassVar[str] = ""
    order: ClassVar[int] = 50

    def context(self, subject: Any, user: Any) -> dict[str, Any] | None:
        """What the template shows; ``None`` leaves the panel out."""
        return {}


_panels: dict[str, list[type[Panel]]] = {}


def register(label: str, panel: type[Panel]) -> type[Panel]:
    """Show the panel on the record page of ``app.Model``."""
    known = _panels.setdefault(label.lower(), [])
    if panel not in known:
        known.append(panel)
        known.sort(key=lambda each: each.order)
    return panel


def shown(subject: Any, user: Any) -> list[dict[str, Any]]:
    """The panels of a record for this person, with their context."""
    made = []
    for panel in _panels.get(subject._meta.label_lower, ()):
        allowed = not panel.permission or user.has_perm(panel.permission)
        if not allowed or not may_see(user, panel.secret, subject):
            continue
        context = panel().context(subject, user)
        if context is not None:
            made.append({"panel": panel, "context": context})
    return made
