"""Small pictures that stand on forms: a signature, the company's logo."""

from datetime import datetime
from typing import Any

from core.models import Blob
from core.sandbox.asking import ask
from core.sandbox.refused import Refused

from .naming import clean_name
from .refusals import refusal
from .storing import keep_bytes, on_disk

TAKEN = ("png", "jpeg")


def small_picture(upload: Any, what: str, at: datetime) -> Blob:
    """The picture drawn anew as a small PNG (``what``: ``signature`` or ``logo``) and kept.

    Takes PNG and JPEG alone; a signature is cut to its ink, its paper made transparent.
    """
    name = clean_name(getattr(upload, "name", "") or "")
    try:
        with on_disk(upload) as (path, _digest, _size):
            kind = ask("recognise", path)["kind"]
            if kind not in TAKEN:
                raise Refused("not_this_type", what=kind.upper())
            return keep_bytes(ask(what, path, kind), "png", at)
    except Refused as refused:
        raise refusal(refused, name) from refused
