"""Commands: keyword-only, typed, explained, deaf to requests and clocks."""

import ast
import inspect
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import pytest

import core
from tests.conformance.ground import APPS, code, modules, name, tree

CLOCKS = {
    "business_today",
    "timezone.now",
    "timezone.localdate",
    "datetime.now",
    "date.today",
    "time.time",
}


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


# Every command asks whether the actor may, but these:
ASK_NOBODY = {
    "approvals.services.request_mark_read": "notes one's own reading, where one is a reader",
    "approvals.services.request_drop_signer": "one takes back whom one added oneself",
    "approvals.services.request_submit": "the app that asks for approval knows who may",
    "accounts.services.preferences_set": "one's own page",
    "accounts.services.signature_set": "one's own signature",
    "accounts.services.signature_clear": "one's own signature",
    "customers.services.credit_decided": "carries out what the last signature decided",
    "orders.services.order_close_if_done": "follows from the command that finished the last line",
    "core.attachments.attachment_downloaded": "an entry in the trail; the page finds what is seen",
    "core.notifications.choose": "how one is told oneself",
    "core.receipts.send": "a tool of commands: their caller has asked",
    "core.tokens.token_make": "one's own token, which may no more than its owner",
}
# Rooms of the kernel that are tools of commands: their caller has asked.
TOOLS = {"audit", "history", "states", "submissions", "jobs", "printing", "rights"}


def kernel_commands() -> list[tuple[str, object]]:
    """Public functions of the kernel that take who acts, its tools aside."""
    found = []
    for room in iter_modules(core.__path__, "core."):
        if room.name.rpartition(".")[2] in TOOLS:
            continue
        module = import_module(room.name)
        own = [k for k, v in vars(module).items() if getattr(v, "__module__", "") == room.name]
        for label in getattr(module, "__all__", own):
            member = getattr(module, label)
            if inspect.isfunction(member) and not label.startswith("_") and takes_actor(member):
                found.append((f"{room.name}.{label}", member))
    return found


def takes_actor(function: object) -> bool:
    return "actor" in inspect.signature(inspect.unwrap(function)).parameters


def asks(function: object, seen: set[object]) -> bool:
    """Whether the function, or one of ours that it names, can refuse the person."""
    seen.add(function)
    if "NotAllowed" in names_in(function.__code__):
        return True
    return any(asks(each, seen) for each in named_in(function) if each not in seen)


def named_in(function: object) -> list[object]:
    """The functions of ours whose names stand in the code, also behind the name of a room."""
    names, found = set(names_in(function.__code__)), []
    for each in names & set(function.__globals__):
        value = function.__globals__[each]
        members = [value]
        if inspect.ismodule(value) and value.__name__.partition(".")[0] in APPS:
            members = [getattr(value, other) for other in names if hasattr(value, other)]
        found += [inspect.unwrap(m) for m in members if inspect.isfunction(m)]
    return [each for each in found if each.__module__.partition(".")[0] in APPS]


def names_in(body: object) -> list[str]:
    inner = [const for const in body.co_consts if inspect.iscode(const)]
    return [*body.co_names, *(each for code in inner for each in names_in(code))]


ASKED = [pair for pair in [*COMMANDS, *kernel_commands()] if takes_actor(pair[1])]


@pytest.mark.parametrize(("label", "command"), ASKED, ids=[label for label, _ in ASKED])
def test_a_command_asks_whether_the_actor_may(label, command):
    assert asks(inspect.unwrap(command), set()) != (label in ASK_NOBODY), (
        f"{label} asks no permission and gives no reason, or gives a reason and asks"
    )


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
