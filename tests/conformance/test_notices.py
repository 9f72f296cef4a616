"""Messages: every declared kind has a label, and something in its app sends it."""

import ast

import pytest

from core import notifications
from tests.conformance.ground import ROOT, code, name, tree

KINDS = [kind for kind in notifications.all_kinds() if not kind.name.startswith("toy.")]


def declared():
    """The name of each kind in the code: ``RETURNED = kind("orders.returned", …)``."""
    found = {}
    for path in code():
        for node in tree(path).body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                call = ast.unparse(node.value.func)
                if call in {"kind", "notifications.kind"} and isinstance(node.targets[0], ast.Name):
                    found[node.value.args[0].value] = (node.targets[0].id, path)
    return found


def uses(word, path):
    """How often the app names it, its declaration aside."""
    app = ROOT / name(path).split("/")[0]
    return sum(
        isinstance(node, ast.Name) and node.id == word and isinstance(node.ctx, ast.Load)
        for file in code()
        if app in file.parents
        for node in ast.walk(tree(file))
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_of_message_has_a_label_and_is_sent_by_its_app(kind):
    word, path = declared()[kind.name]

    assert str(kind.label) not in {"", kind.name}
    assert kind.name.startswith(f"{name(path).split('/')[0]}.")
    assert uses(word, path) > 0, "nobody sends it"


def test_no_two_kinds_are_called_the_same():
    labels = [str(kind.label) for kind in KINDS]

    assert len(set(labels)) == len(labels)
