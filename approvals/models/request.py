"""Requests and the steps they have to pass."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Department, Deputy, Region
from approvals import kinds
from approvals.enums import REQUEST_MOVES, REQUEST_OPEN, RequestStatus
from core.clock import business_today
from core.locking import Versioned
from core.money import MoneyField

from .flow import FlowVersion, Signing

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class RequestQuerySet(models.QuerySet["Request"]):
    """Requests by who may see them."""

    def visible_to(self, user: "User") -> "RequestQuerySet":
        """One's own, those one signs or reads, and as a leader those of one's kinds of records."""
        if not user.is_active or not user.role_codes:
            return self.none()
        today = business_today()
        stands_in = Deputy.objects.filter(deputy=user, from_on__lte=today, to_on__gte=today)
        mine = (
            Q(maker=user)
            | Q(pk__in=self._of(assignments__person=user))
            | Q(pk__in=self._of(readers__person=user))
            | Q(pk__in=self._of(decisions__decided_by=user))
            | Q(pk__in=self._of(assignments__person__in=stands_in.values("principal")))
        )
        if user.has_role("supervisor", "sales_manager", "executive"):
            every = kinds.all_kinds().values()
            barred = [kind.code for kind in every if not user.has_perm(kind.permission)]
            mine |= ~Q(kind__in=barred)
        return self.filter(mine)

    def _of(self, **condition: Any) -> Any:
        return self.model._default_manager.filter(**condition).values("pk")

    def about(self, subject: models.Model) -> "RequestQuerySet":
        """Requests about this record, the latest first."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk).order_by("-id")

    def open(self) -> "RequestQuerySet":
        """Not decided yet, with the maker or with a signer."""
        return self.filter(status__in=REQUEST_OPEN)


class Request(Versioned):
    """One thing asked for about one record, under the flow as it stood then.

    ``values`` are the facts the flow looked at and what the app needs to carry it out;
    ``digest`` names the content that was approved, so that a later change is noticed.
    """

    MOVES = REQUEST_MOVES
    STAYS_WITH_SUBJECT = "what was approved was approved of that record"

    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("asked for"), max_length=200)
    status = models.CharField(
        _("status"), max_length=20, choices=RequestStatus, default=RequestStatus.WAITING
    )
    flow_version = models.ForeignKey(
        FlowVersion, verbose_name=_("version of a flow"), on_delete=models.PROTECT
    )
    subject_type = models.ForeignKey(
        ContentType, verbose_name=_("kind of record"), on_delete=models.PROTECT, related_name="+"
    )
    subject_id = models.BigIntegerField(_("record"))
    subject_text = models.CharField(_("record as shown"), max_length=200)
    subject = GenericForeignKey("subject_type", "subject_id")
    amount = MoneyField(_("amount"), null=True, blank=True)
    values = models.JSONField(_("values"), default=dict, encoder=DjangoJSONEncoder)
    digest = models.CharField(_("digest"), max_length=64, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, null=True, blank=True
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, null=True, blank=True
    )
    maker = models.ForeignKey(
        PEOPLE,
        verbose_name=pgettext_lazy("approval", "maker"),
        on_delete=models.PROTECT,
        related_name="requests",
    )
    submitted_at = models.DateTimeField(_("submitted at"))
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    step_name = models.CharField(_("step"), max_length=60, blank=True)
    waits_for = models.CharField(_("waits for"), max_length=200, blank=True)
    due_at = models.DateTimeField(pgettext_lazy("approval", "due"), null=True, blank=True)
    decided_by = models.ForeignKey(
        PEOPLE,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for approval")
        verbose_name_plural = _("requests for approval")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                condition=Q(status__in=REQUEST_OPEN),
                name="approvals_request_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=models.F("maker"))
                | Q(status=RequestStatus.WITHDRAWN),
                name="approvals_request_two_pairs",
            ),
        ]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "id"], name="approvals_request_subject"
            ),
            models.Index(fields=["maker", "status", "id"], name="approvals_request_maker"),
        ]

    def __str__(self) -> str:
        return f"{self.title} #{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("approvals:approval_detail", args=[self.pk])

    @property
    def secrecy_subject(self) -> Any:
        """What is secret here is asked of the record it is about."""
        return self.subject

    @property
    def declared(self) -> kinds.Kind:
        """What the app said of this kind."""
        return kinds.find(self.kind)

    @property
    def is_waiting(self) -> bool:
        """A signature is asked for."""
        return self.status == RequestStatus.WAITING

    @property
    def is_open(self) -> bool:
        """Not decided yet."""
        return self.status in REQUEST_OPEN


class RequestStepQuerySet(models.QuerySet["RequestStep"]):
    """Steps by whether they count."""

    def standing(self) -> "RequestStepQuerySet":
        """All but added signers that were taken back."""
        return self.exclude(added_by__isnull=False, is_skipped=True)

    def added(self, user: "User") -> "RequestStepQuerySet":
        """Signers the person added who have not signed yet."""
        return self.filter(added_by=user, closed_at=None)


class RequestStep(Signing):
    """One step of one round of a request; found at submission, opened when it is its turn.

    A step of the flow is passed over when its people signed before, one of an added signer when
    who added them takes them back.
    """

    request = models.ForeignKey(
        Request,
        verbose_name=pgettext_lazy("approval", "request"),
        on_delete=models.PROTECT,
        related_name="steps",
    )
    round = models.PositiveSmallIntegerField(_("round"), default=1)
    position = models.PositiveSmallIntegerField(_("place in the flow"))
    added_by = models.ForeignKey(
        PEOPLE,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    opened_at = models.DateTimeField(pgettext_lazy("approval", "opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("approval", "closed at"), null=True, blank=True)
    is_skipped = models.BooleanField(_("passed"), default=False)

    objects = RequestStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of requests")
        ordering = ["request", "round", "position", "id"]
        indexes = [
            models.Index(fields=["request", "round", "position"], name="approvals_step_order"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} · {self.round}.{self.position} {self.name} · {self.pk}"
