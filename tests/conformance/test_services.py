"""Commands: keyword-only, typed, explained, deaf to requests and clocks."""

import ast
import inspect
from types import ModuleType

import pytest

from tests.conformance.ground import APPS, code, modules, name, tree

CLOCKS = {"timezone.now", "timezone.localdate", "datetime.now", "date.today", "time.time"}


def commands() -> list[tuple[str, object]]:
    """Public functions of each ``services`` room."""
    found = []
    for module in modules("services"):
        assert isinstance(module, ModuleType)
        for label in getattr(module, "__all__", []):
            member = getattr(module, label)
            if inspect.isfunction(member) and not label.startswith("is_"):
                found.append((f"{module.__name__}.{label}", member))
    return found


COMMANDS = commands()


@pytest.mark.parametrize(("label", "command"), COMMANDS, ids=[label for label, _ in COMMANDS])
def test_a_command_is_keyword_only_typed_and_explained(label, command):
    function = inspect.unwrap(command)
    parameters = list(inspect.signature(function).parameters.values())

    is_command = any(p.name == "actor" for p in parameters)
    assert not is_command or all(p.kind in {p.KEYWORD_ONLY, p.VAR_KEYWORD} for p in parameters)
    assert all(p.annotation is not p.empty for p in parameters), label
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty, label
    assert inspect.getdoc(function), label
    names = [p.name for p in parameters]
    assert "request" not in names
    assert "actor" not in names[1:], f"{label}: actor comes first"


def service_files():
    return [path for path in code() if {"services", "services.py"} & set(path.parts)]


def test_commands_never_read_the_clock():
    read = [
        f"{name(path)}:{node.lineno} {ast.unparse(node.func)}"
        for path in service_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS
    ]

    assert read == []


def test_only_services_of_apps_with_commands_exist():
    assert {path.parts[-3] for path in service_files() if path.parent.name == "services"} <= set(
        APPS
    )
