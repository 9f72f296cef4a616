"""Pictures on a form travel inside it: nothing is fetched."""

import base64

from django.core.files.storage import default_storage

from core.models import Blob

SMALL = 400_000


def inside(blob: Blob | None) -> str:
    """The picture as a ``data:`` address; '' for none, for what is no PNG or too large."""
    if blob is None or blob.kind != "png" or blob.size > SMALL:
        return ""
    try:
        with default_storage.open(blob.storage_name, "rb") as file:
            content = file.read()
    except FileNotFoundError:
        return ""
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"
