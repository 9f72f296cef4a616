"""Reads of flows and requests."""

from .requests import (
    approved_digests,
    open_request,
    requests_about,
    signatures_of,
    signed,
)
from .signers import Found, preview, signers_of
from .standing import Standing, added_signers, earlier_steps, signers_named, standing_of
from .tasks import may_act_for, my_task, principals_of, tasks_of
from .timeline import Stop, lines_beside_steps, timeline_of, trail_of
from .words import read_by, with_words

__all__ = [
    "Found",
    "Standing",
    "Stop",
    "added_signers",
    "approved_digests",
    "earlier_steps",
    "lines_beside_steps",
    "may_act_for",
    "my_task",
    "open_request",
    "preview",
    "principals_of",
    "read_by",
    "requests_about",
    "signatures_of",
    "signed",
    "signers_named",
    "signers_of",
    "standing_of",
    "tasks_of",
    "timeline_of",
    "trail_of",
    "with_words",
]
