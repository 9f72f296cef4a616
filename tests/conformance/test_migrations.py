"""Migrations: named, in one line, and nothing forgotten."""

import re
from importlib import import_module
from itertools import pairwise

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.conformance.ground import APPS, ROOT

WITH_MIGRATIONS = [app for app in APPS if (ROOT / app / "migrations").is_dir()]
UNNAMED = re.compile(r"_auto_|_and_more$|_alter_.*_and_|^\d{4}_auto$")


def names(app):
    return sorted(path.stem for path in (ROOT / app / "migrations").glob("[0-9]*.py"))


@pytest.mark.parametrize("app", WITH_MIGRATIONS)
def test_each_is_named_for_its_idea(app):
    assert [name for name in names(app) if UNNAMED.search(name)] == []


@pytest.mark.parametrize("app", WITH_MIGRATIONS)
def test_they_stand_in_one_line(app):
    ordered = names(app)

    assert [int(name[:4]) for name in ordered] == list(range(1, len(ordered) + 1))
    for before, name in pairwise(ordered):
        migration = import_module(f"{app}.migrations.{name}").Migration
        assert [d for d in migration.dependencies if d[0] == app] == [(app, before)], name


@pytest.mark.django_db
def test_no_change_of_a_model_lacks_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_app_with_models_has_migrations():
    assert [
        app for app in APPS if list(apps.get_app_config(app).get_models()) and not names(app)
    ] == []
