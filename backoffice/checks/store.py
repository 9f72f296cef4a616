"""The store of files is named so that it can be reached."""

from typing import Any

from django.conf import settings
from django.core import checks

from backoffice.settings.storage import storage_fault


@checks.register(checks.Tags.files)
def storage_url(**_kwargs: Any) -> list[checks.CheckMessage]:
    """For every `manage.py check`."""
    fault = storage_fault(settings.STORAGE_URL)
    return [checks.Error(fault, id="backoffice.E002")] if fault else []
