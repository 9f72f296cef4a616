"""Tasks: named for their app, ids in, and a schedule that can be read."""

import inspect

import pytest
from celery.schedules import BaseSchedule

from backoffice.celery import app as celery
from tests.conformance.ground import APPS

celery.loader.import_default_modules()
TASKS = {name: task for name, task in sorted(celery.tasks.items()) if name.split(".")[0] in APPS}
PLAIN = {"str", "int", "bool", "float", "None", "list", "dict", "Any", "datetime.datetime"}


def words(annotation):
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    for sign in "[]|,":
        text = text.replace(sign, " ")
    return {word.removeprefix("typing.") for word in text.split()}


@pytest.mark.parametrize("name", TASKS)
def test_a_task_is_named_for_its_app_and_module(name):
    task = TASKS[name]

    assert name == f"{task.run.__module__.split('.')[0]}.{task.run.__name__}"
    assert inspect.getdoc(task.run)


@pytest.mark.parametrize("name", TASKS)
def test_a_task_takes_ids_not_records(name):
    function = inspect.unwrap(TASKS[name].run)
    parameters = [p for p in inspect.signature(function).parameters.values() if p.name != "self"]

    assert [p.name for p in parameters if not words(p.annotation) <= PLAIN] == []


def test_the_schedule_can_be_read_and_names_real_tasks():
    for label, entry in celery.conf.beat_schedule.items():
        assert entry["task"] in celery.tasks, label
        assert isinstance(entry["schedule"], BaseSchedule | int | float), label
