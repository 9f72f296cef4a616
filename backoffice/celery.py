"""The Celery application; beat finds the schedules that stand on the tasks."""

import os
from typing import Any

from celery import Celery, signals
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backoffice.settings.dev")

app = Celery("backoffice")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.setup_logging.connect
def keep_our_logs(**_kwargs: Any) -> None:
    """Being connected is enough: Celery then leaves logging to Django's settings."""


@app.on_configure.connect
def make_folders(**_kwargs: Any) -> None:
    """The folder broker does not make its folders itself."""
    if settings.CELERY_BROKER_URL.startswith("filesystem:"):
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        for name in ("data_folder_in", "control_folder"):
            os.makedirs(options[name], mode=0o700, exist_ok=True)  # noqa: PTH103


@signals.celeryd_init.connect
def refuse(**_kwargs: Any) -> None:
    """A worker refuses what the server refuses."""
    from backoffice.checks.demo_passwords import refuse_demo_passwords  # needs the apps

    refuse_demo_passwords()
