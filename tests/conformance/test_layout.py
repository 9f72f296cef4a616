"""Rooms, sizes, names and directions: what keeps the house walkable."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.ground import APPS, ROOT, code, files, lines, name, tree

LARGEST_FILE, USUAL_FILE, USUAL_SHARE = 400, 300, 0.97
LARGEST_FUNCTION = 40
LARGEST_TEMPLATE = 120
LARGEST_README = 60
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "data", "info"}
DOORS = {"enums", "models", "selectors", "services"}
# Read by the server's processes before the apps are ready.
LATE = {"backoffice/celery.py", "backoffice/wsgi.py"}
# What makes records as they were, finished: the demo company and historical imports.
FINISHED = {"demo", "imports"}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
WRITES_OF_ROWS = {"update", "delete"}
TEMPLATES = files("templates/**/*.html", *(f"{app}/templates/**/*.html" for app in APPS))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of what the function does: its signature and explanation aside."""
    done = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or node.lineno) - done[0].lineno + 1 if done else 0


def test_no_file_is_over_400_lines_and_nearly_all_are_under_300():
    sizes = {name(path): lines(path) for path in code(tests=True)}

    assert {path: size for path, size in sizes.items() if size > LARGEST_FILE} == {}
    assert sum(size < USUAL_FILE for size in sizes.values()) / len(sizes) >= USUAL_SHARE


def test_no_function_is_over_forty_lines():
    long = {
        f"{name(path)}:{node.name}": length(node)
        for path in code()
        for node in functions(path)
        if length(node) > LARGEST_FUNCTION
    }

    assert long == {}


def test_no_template_is_over_120_lines():
    assert {name(path): lines(path) for path in TEMPLATES if lines(path) >= LARGEST_TEMPLATE} == {}


def test_every_template_says_at_its_top_what_it_is_given():
    silent = [
        name(path)
        for path in TEMPLATES
        if not re.search(r"\{#|\{% comment", "\n".join(path.read_text().splitlines()[:4]))
    ]

    assert silent == []


def test_no_room_is_named_for_nothing():
    rooms = {part for path in code() for part in path.relative_to(ROOT).with_suffix("").parts}
    commands = {
        f"{name(path)}:{node.name}"
        for path in code()
        for node in functions(path)
        if node.name.startswith(("process_", "handle_"))
    }

    assert rooms & FORBIDDEN_NAMES == set()
    assert commands == set()


@pytest.mark.parametrize("app", APPS)
def test_every_app_introduces_itself(app):
    readme = ROOT / app / "README.md"

    assert readme.exists()
    assert lines(readme) <= LARGEST_README


def test_every_module_says_its_duty():
    silent = [
        name(path)
        for path in code()
        if path.read_text().strip() and not ast.get_docstring(tree(path))
    ]

    assert silent == []


def test_only_core_moves_states():
    assigned = [
        f"{name(path)}:{node.lineno}"
        for path in code()
        if name(path) != "core/states.py" and not FINISHED & set(path.parts)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute)
        and target.attr == "status"
        and not (isinstance(target.value, ast.Name) and target.value.id in {"self", "response"})
    ]

    assert assigned == []


def is_of_rows(call: ast.Attribute) -> bool:
    """``….objects.filter(…).update``: a query set, not a dictionary."""
    chain = ast.unparse(call.value)
    return ".objects" in chain or ".filter(" in chain or ".exclude(" in chain


def test_pages_do_not_write():
    writes = [
        f"{name(path)}:{node.lineno} {ast.unparse(node.func)}"
        for path in code()
        if {"views", "views.py", "api", "api.py", "urls.py"} & set(path.parts)
        and not name(path).startswith("core/ui/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if (node.func.attr in WRITES and "form" not in ast.unparse(node.func.value))
        or (node.func.attr in WRITES_OF_ROWS and is_of_rows(node.func))
    ]

    assert writes == []


def imports(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Absolute modules a statement imports (with names, for ``from app import door``)."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            yield alias.name, 0
    elif isinstance(node, ast.ImportFrom):
        if node.level:
            yield node.module or "", node.level
        elif node.module in APPS:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", 0
        else:
            yield node.module or "", 0


def test_other_apps_are_entered_by_their_doors():
    trespasses = [
        f"{name(path)}:{node.lineno} {target}"
        for path in code()
        for node in ast.walk(tree(path))
        for target, level in imports(node)
        if level == 0
        and (there := target.split(".")[0]) in APPS
        and there not in {"core", path.relative_to(ROOT).parts[0]}
        and target.partition(".")[2].split(".")[0] not in DOORS
        and not is_factory_of_a_factory(path, target)
    ]

    assert trespasses == []


def is_factory_of_a_factory(path: Path, target: str) -> bool:
    """Factories, and the demo company made by them, may lean on factories below."""
    return "factories" in target.split(".") and "factories" in name(path)


def test_relative_imports_stay_in_their_folder():
    far = [
        f"{name(path)}:{node.lineno}"
        for path in code()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.level > 1
    ]

    assert far == []


def test_no_import_hides_in_a_function():
    hidden = [
        f"{name(path)}:{node.lineno} {target}"
        for path in code()
        if path.name != "apps.py" and name(path) not in LATE
        for function in functions(path)
        for node in ast.walk(function)
        for target, _ in imports(node)
        if target.split(".")[0] in APPS
    ]

    assert hidden == []


def test_templates_are_safe_under_the_strict_policy():
    patterns = {
        "|safe": r"\|\s*safe\b",
        "autoescape off": r"autoescape\s+off",
        "inline style": r"\sstyle\s*=",
        "style element": r"<style\b",
        "inline script": r"<script(?![^>]*(\bsrc=|type=\"application/json\"))",
        "handler": r"\son[a-z]+\s*=",
        "javascript:": r"javascript:",
    }
    found = [
        f"{name(path)}: {what}"
        for path in TEMPLATES
        for what, pattern in patterns.items()
        if re.search(pattern, path.read_text(), re.IGNORECASE) and not is_print(path, what)
    ]

    assert found == []


def is_print(path: Path, what: str) -> bool:
    """Printed forms carry their own style sheet; they are never part of a page."""
    return "print" in name(path) and what in {"style element", "inline style"}
