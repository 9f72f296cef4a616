"""The translatable strings of one Python file or template."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

# Position of (context, singular, plural) among the arguments of each function.
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
LITERAL = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(
    rf"\b(gettext|ngettext|pgettext|npgettext|_)\(\s*({LITERAL}(?:\s*,\s*{LITERAL})*)"
)


class Message(NamedTuple):
    """One translatable string; two with the same context and text are the same."""

    context: str
    text: str
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def constant(node: ast.expr) -> str | None:
    """The text of a literal; implicit joins count, computed ones do not."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = constant(node.left), constant(node.right)
        return None if left is None or right is None else left + right
    return None


def built(function: str, arguments: list[str | None]) -> Message | None:
    places = FUNCTIONS[function]
    found = [None if at is None or at >= len(arguments) else arguments[at] for at in places]
    context, text, plural = found
    return Message(context or "", text, plural or "") if text else None


def local_names(tree: ast.Module) -> dict[str, str]:
    """Under which names the module knows Django's translation functions."""
    names = {"_": "gettext", **{name: name for name in FUNCTIONS}}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {a.asname: a.name for a in node.names if a.asname and a.name in FUNCTIONS}
    return names


def messages_in_python(source: str) -> Iterator[Message]:
    tree = ast.parse(source)
    names = local_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
        if name in names:
            message = built(names[name], [constant(argument) for argument in node.args])
            if message:
                yield message


def messages_in_template(source: str, origin: str) -> Iterator[Message]:
    for call in CALL.finditer(templatize(source, origin=origin)):
        name, arguments = call[1], call[2]
        literals: list[str | None] = [
            ast.literal_eval(literal[0]) for literal in re.finditer(LITERAL, arguments)
        ]
        message = built("gettext" if name == "_" else name, literals)
        if message:
            yield message


def messages_in(path: Path) -> set[Message]:
    """Every translatable string of a file; the empty one is not a string."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return set(messages_in_python(source))
    return set(messages_in_template(source, str(path)))
