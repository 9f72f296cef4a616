"""What waits for whom, and what everybody did."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.enums import SIGNING, Outcome, Verdict
from core.models import Attachment
from core.models.audit import AppendOnly

from .request import Request, RequestStep

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Tasks by whom they wait for."""

    def waiting(self) -> "AssignmentQuerySet":
        """Not acted on yet."""
        return self.filter(outcome=Outcome.OPEN)

    def visible_to(self, user: "User") -> "AssignmentQuerySet":
        """Those of the requests the person may see."""
        return self.filter(request__in=Request.objects.visible_to(user).values("pk"))


class Assignment(models.Model):
    """One signature asked of one person. Rows of one ``slot`` stand for the same signature:
    one of them settles it, be it the person, who took it over, or the superior called in.
    """

    request = models.ForeignKey(
        Request,
        verbose_name=pgettext_lazy("approval", "request"),
        on_delete=models.PROTECT,
        related_name="assignments",
    )
    step = models.ForeignKey(
        RequestStep, verbose_name=_("step"), on_delete=models.PROTECT, related_name="assignments"
    )
    slot = models.PositiveIntegerField(_("signature"), default=1)
    person = models.ForeignKey(
        PEOPLE, verbose_name=_("person"), on_delete=models.PROTECT, related_name="assignments"
    )
    maker = models.ForeignKey(
        PEOPLE,
        verbose_name=pgettext_lazy("approval", "maker"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    outcome = models.CharField(
        _("outcome"), max_length=20, choices=Outcome, default=Outcome.OPEN, blank=True
    )
    note = models.CharField(_("how it came here"), max_length=200, blank=True)
    since_at = models.DateTimeField(_("since"))
    due_at = models.DateTimeField(pgettext_lazy("approval", "due"), null=True, blank=True)
    remind_at = models.DateTimeField(_("remind at"), null=True, blank=True)
    acted_at = models.DateTimeField(_("acted at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("superior called in at"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature asked for")
        verbose_name_plural = _("signatures asked for")
        ordering = ["step", "slot", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(person=F("maker")), name="approvals_assignment_two_pairs"
            ),
            models.UniqueConstraint(
                fields=["step", "person"],
                condition=Q(outcome=Outcome.OPEN),
                name="approvals_assignment_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "due_at", "id"],
                condition=Q(outcome=Outcome.OPEN),
                name="approvals_assignment_waiting",
            ),
            models.Index(
                fields=["due_at"],
                condition=Q(outcome=Outcome.OPEN),
                name="approvals_assignment_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} · {self.person} · {self.pk}"


class Decision(models.Model):
    """One line of a request's trail: who did what, when, why, for whom. Only ever added."""

    IS_APPEND_ONLY = True  # by triggers: core.audit.protection

    request = models.ForeignKey(
        Request,
        verbose_name=pgettext_lazy("approval", "request"),
        on_delete=models.PROTECT,
        related_name="decisions",
    )
    step = models.ForeignKey(
        RequestStep,
        verbose_name=_("step"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    assignment = models.ForeignKey(
        Assignment,
        verbose_name=_("signature asked for"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    verdict = models.CharField(_("what"), max_length=20, choices=Verdict)
    maker = models.ForeignKey(
        PEOPLE,
        verbose_name=pgettext_lazy("approval", "maker"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        PEOPLE,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
    )
    in_place_of = models.ForeignKey(
        PEOPLE,
        verbose_name=_("in place of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    papers = models.ManyToManyField(
        Attachment, verbose_name=_("papers"), blank=True, related_name="+"
    )

    objects = AppendOnly.as_manager()
    # What the reader of a page may see.
    shown_papers: "list[Attachment]"
    shown_comment: str

    class Meta:
        verbose_name = _("line of the trail")
        verbose_name_plural = _("lines of the trail")
        ordering = ["request", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verdict__in=SIGNING)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("maker"))),
                name="approvals_decision_two_pairs",
            ),
            models.UniqueConstraint(
                fields=["assignment"],
                condition=Q(verdict__in=SIGNING),
                name="approvals_decision_once",
            ),
        ]
        indexes = [
            models.Index(fields=["decided_by", "-id"], name="approvals_decision_by"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} · {self.get_verdict_display()} · {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The trail of a request is only ever added to.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError("The trail of a request is only ever added to.")


class RequestReader(models.Model):
    """Somebody a request is copied to, and when they first opened it."""

    request = models.ForeignKey(
        Request,
        verbose_name=pgettext_lazy("approval", "request"),
        on_delete=models.PROTECT,
        related_name="readers",
    )
    person = models.ForeignKey(
        PEOPLE, verbose_name=_("reader"), on_delete=models.PROTECT, related_name="+"
    )
    added_by = models.ForeignKey(
        PEOPLE, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("reader of a request")
        verbose_name_plural = _("readers of requests")
        ordering = ["request", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request", "person"], name="approvals_reader_once"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="approvals_reader_of")]

    def __str__(self) -> str:
        return f"{self.request_id} · {self.person}"
