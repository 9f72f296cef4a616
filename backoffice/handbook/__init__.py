"""The parts of the documentation that the code writes: states, permissions, rooms."""

from collections.abc import Callable
from pathlib import Path

from .permissions import permissions
from .rooms import rooms
from .states import states

PARTS: dict[str, Callable[[], str]] = {
    "states": states,
    "permissions": permissions,
    "architecture": rooms,
}
BEGIN = "<!-- written by manage.py docs -->"
END = "<!-- end of what manage.py docs wrote -->"
TITLES = {"states": "States", "permissions": "Permissions", "architecture": "Architecture"}


def page(folder: Path, name: str) -> Path:
    """The file a part stands in."""
    return folder / f"{name}.md"


def renewed(path: Path, name: str) -> str:
    """The page with its part written anew; what people wrote around it stays."""
    part = f"{BEGIN}\n\n{PARTS[name]().strip()}\n\n{END}\n"
    if not path.exists():
        return f"# {TITLES[name]}\n\n{part}"
    text = path.read_text(encoding="utf-8")
    if BEGIN not in text:
        return f"{text.rstrip()}\n\n{part}"
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2].lstrip("\n")
    return before + part + (f"\n{after}" if after else "")
