"""Writes: one public function per command, one file per noun or phase of life."""

from .cancellation import line_short_close, order_cancel
from .closing import order_close_if_done
from .entry import OrderHead, order_copy, order_create, order_save_draft
from .hand_over import hand_over_acknowledge, hand_over_progress
from .issue import issue_open, issue_solve, issue_tell
from .lines import LineDraft, SplitDraft
from .movement import Moved, movements_record
from .release import order_hold, order_release, order_resume
from .submission import order_return, order_submit
from .verification import ALL_OK, Tick, order_verify

__all__ = [
    "ALL_OK",
    "LineDraft",
    "Moved",
    "OrderHead",
    "SplitDraft",
    "Tick",
    "hand_over_acknowledge",
    "hand_over_progress",
    "issue_open",
    "issue_solve",
    "issue_tell",
    "line_short_close",
    "movements_record",
    "order_cancel",
    "order_close_if_done",
    "order_copy",
    "order_create",
    "order_hold",
    "order_release",
    "order_resume",
    "order_return",
    "order_save_draft",
    "order_submit",
    "order_verify",
]
