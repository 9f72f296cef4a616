"""What the conformance tests run over: files, apps, models, factories. All found, none listed."""

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from inspect import getmembers, isclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from factory.django import DjangoModelFactory

ROOT = Path(settings.BASE_DIR)
APPS = tuple(settings.LOCAL_APPS)
NOT_OURS = {".venv", "node_modules", "var", ".git", "dist", "__pycache__"}


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Our files matching the patterns, migrations and built things aside."""
    found = {path for pattern in patterns for path in ROOT.glob(pattern)}
    return tuple(
        sorted(path for path in found if path.is_file() and not NOT_OURS & set(path.parts))
    )


def code(*, tests: bool = False) -> list[Path]:
    """Python files of the product, and of the suite on request."""
    patterns = [f"{app}/**/*.py" for app in APPS]
    if tests:
        patterns += ["tests/**/*.py", "bench/**/*.py", "*.py"]
    return [path for path in files(*patterns) if "migrations" not in path.parts]


def name(path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def models() -> list[type[Model]]:
    """Every model of ours, versions kept by the history aside."""
    return [
        model
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "instance_type")
    ]


def modules(room: str) -> Iterator[object]:
    """The room of this name in each app that has it."""
    for app in APPS:
        if find_spec(f"{app}.{room}") is not None:
            yield import_module(f"{app}.{room}")


@cache
def factories() -> dict[type[Model], type[DjangoModelFactory]]:
    """The factory of each model: the first one named ``<Model>Factory``, else any for it."""
    found: dict[type[Model], type[DjangoModelFactory]] = {}
    for module in modules("factories"):
        for _, factory in getmembers(module, isclass):
            if not issubclass(factory, DjangoModelFactory) or factory._meta.abstract:
                continue
            model = factory._meta.get_model_class()
            if model is None:
                continue
            if factory.__name__ == f"{model.__name__}Factory" or model not in found:
                found[model] = factory
    return found
