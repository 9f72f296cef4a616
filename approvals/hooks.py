"""Where apps take part in what becomes of a request."""

from core.hooks import Hook

# Run with ``approval, outcome, actor, at, reason`` inside the transaction that approved, returned,
# rejected or withdrew the request (``outcome`` is its new status). A receiver looks at
# ``approval.kind`` first, carries the outcome out, and refuses all of it by a BusinessError.
request_decided = Hook("approvals.request_decided")
