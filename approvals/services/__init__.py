"""Writes: one public function per command. ``declare`` and ``request_decided`` are how an app
takes part: what may be asked for, and what becomes of it.
"""

from approvals.hooks import request_decided
from approvals.kinds import Condition, DefaultStep, Kind, declare

from .comment import request_add_reader, request_comment, request_mark_read
from .decision import request_approve, request_reject, request_return, requests_approve
from .flow import flow_publish, flows_sync
from .limits import deadlines_recount, requests_escalate, requests_remind
from .recall import request_recall
from .signers import request_add_signer, request_drop_signer, request_hand_over
from .submission import request_resubmit, request_submit, request_withdraw

__all__ = [
    "Condition",
    "DefaultStep",
    "Kind",
    "deadlines_recount",
    "declare",
    "flow_publish",
    "flows_sync",
    "request_add_reader",
    "request_add_signer",
    "request_approve",
    "request_comment",
    "request_decided",
    "request_drop_signer",
    "request_hand_over",
    "request_mark_read",
    "request_recall",
    "request_reject",
    "request_resubmit",
    "request_return",
    "request_submit",
    "request_withdraw",
    "requests_approve",
    "requests_escalate",
    "requests_remind",
]
