"""Where a request stands, who signs a step, what people do with a request."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequestStatus(models.TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("Under approval")
    RETURNED = "returned", _("Returned to its maker")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def tone(self) -> str:
        """How the state is drawn."""
        return TONES[self.value]


TONES = {
    "waiting": "wait",
    "returned": "hold",
    "approved": "done",
    "rejected": "stop",
    "withdrawn": "void",
}
S = RequestStatus
REQUEST_OPEN = (S.WAITING, S.RETURNED)
REQUEST_MOVES: dict[str, set[str]] = {
    S.WAITING: {S.RETURNED, S.APPROVED, S.REJECTED, S.WITHDRAWN},
    S.RETURNED: {S.WAITING, S.WITHDRAWN},
    S.APPROVED: set(),
    S.REJECTED: set(),
    S.WITHDRAWN: set(),
}


class SignerKind(models.TextChoices):
    """By what a step finds its people."""

    ROLE = "role", _("Holders of a role")
    PERSON = "person", _("Named person")
    SUPERIOR = "superior", _("Superior of the maker")
    HEAD = "head", _("Head of the maker's department")


class Scope(models.TextChoices):
    """Which holders of a role a step means."""

    ALL = "all", _("Everywhere")
    REGION = "region", _("Of the record's region")
    DEPARTMENT = "department", _("Of the maker's department")


class Comparison(models.TextChoices):
    """How a step looks at a field of the record."""

    IS = "is", _("is")
    IS_NOT = "is_not", _("is not")
    OVER = "over", _("is over")
    UNDER = "under", _("is under")


class Verdict(models.TextChoices):
    """One line of a request's trail."""

    SUBMITTED = "submitted", _("Submitted")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RECALLED = "recalled", _("Recalled")
    HANDED_OVER = "handed_over", pgettext_lazy("approval", "Handed over")
    SIGNER_ADDED = "signer_added", _("Signer added")
    SIGNER_DROPPED = "signer_dropped", _("Added signer taken back")
    READER_ADDED = "reader_added", _("Copied to")
    COMMENTED = "commented", _("Commented")
    SKIPPED = "skipped", _("Signed before, passed")
    REROUTED = "rerouted", _("Led to the superior")
    ESCALATED = "escalated", _("Overdue, superior called in")


SIGNING = (Verdict.APPROVED, Verdict.RETURNED, Verdict.REJECTED)


class Outcome(models.TextChoices):
    """How a task of a person ended."""

    OPEN = "", _("Asked")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    RECALLED = "recalled", _("Recalled")
    HANDED_OVER = "handed_over", pgettext_lazy("approval", "Handed over")
    SUPERSEDED = "superseded", _("Somebody else signed")
    PARKED = "parked", _("Set aside for another signer")
    DROPPED = "dropped", _("No longer asked")


class Place(models.TextChoices):
    """Where an added signer signs."""

    BEFORE = "before", _("Before me")
    AFTER = "after", _("After me")


class Event(models.TextChoices):
    """What is told after commit, and how the trail words it."""

    REQUEST_SUBMITTED = "approvals.request_submitted", _("Submitted for approval")
    REQUEST_WAITING = "approvals.request_waiting", _("Waits for a signature")
    REQUEST_SIGNED = "approvals.request_signed", pgettext_lazy("approval", "Signed")
    REQUEST_APPROVED = "approvals.request_approved", _("Approved")
    REQUEST_RETURNED = "approvals.request_returned", _("Returned")
    REQUEST_REJECTED = "approvals.request_rejected", _("Rejected")
    REQUEST_WITHDRAWN = "approvals.request_withdrawn", _("Approval withdrawn")
    REQUEST_RECALLED = "approvals.request_recalled", _("Signature recalled")
    REQUEST_HANDED_OVER = "approvals.request_handed_over", _("Signature handed over")
    REQUEST_SIGNER_ADDED = "approvals.request_signer_added", _("Signer added")
    REQUEST_SIGNER_DROPPED = "approvals.request_signer_dropped", _("Added signer taken back")
    REQUEST_COPIED = "approvals.request_copied", _("Copied to readers")
    REQUEST_COMMENTED = "approvals.request_commented", _("Commented")
    REQUEST_DUE_SOON = "approvals.request_due_soon", _("Due soon")
    REQUEST_OVERDUE = "approvals.request_overdue", _("Overdue, superior called in")
    FLOW_PUBLISHED = "approvals.flow_published", _("Flow published")
