"""Hand-overs to production and purchasing, and the issue log."""

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Department
from core.money import QuantityField
from core.stamps import at_moment, by_person
from customers.selectors import narrow_by_customer
from orders.enums import (
    HAND_OVER_MOVES,
    ISSUE_MOVES,
    HandOverStatus,
    IssueKind,
    IssueStatus,
    TellingChannel,
    Told,
)

from .line import OrderLine
from .order import Order

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class HandOverQuerySet(models.QuerySet["HandOver"]):
    """Hand-overs by who may see them."""

    def visible_to(self, user: "User") -> "HandOverQuerySet":
        """The department's own, the salesperson's and the region's, or all."""
        department = getattr(user, "department_id", None)
        theirs = partial(Q, department=department) if department else None
        return narrow_by_customer(self, user, record="order", handed=theirs)


class HandOver(models.Model):
    """One line handed to the department that makes its goods ready, 下达 / 交接."""

    MOVES = HAND_OVER_MOVES

    order = models.ForeignKey(
        Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="hand_overs"
    )
    line = models.OneToOneField(
        OrderLine,
        verbose_name=_("order line"),
        on_delete=models.PROTECT,
        related_name="hand_over",
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=20, choices=HandOverStatus, default=HandOverStatus.WAITING
    )
    quantity = QuantityField(_("quantity"))
    finished_quantity = QuantityField(_("finished quantity"), default=0)
    handed_at = models.DateTimeField(_("handed over at"))
    acknowledge_by_at = at_moment(_("to be acknowledged by"))
    acknowledged_by = by_person(_("acknowledged by"))
    acknowledged_at = at_moment(_("acknowledged at"))
    planned_finish_on = models.DateField(_("planned finish"), null=True, blank=True)
    finished_at = at_moment(_("finished at"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["-handed_at", "id"]
        indexes = [
            models.Index(fields=["department", "status", "id"], name="orders_hand_over_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_quantity__gte=0), name="orders_hand_over_finished"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} → {self.department.name}"


class OrderIssueQuerySet(models.QuerySet["OrderIssue"]):
    """Issues by who may see their order."""

    def visible_to(self, user: "User") -> "OrderIssueQuerySet":
        """Those of the orders this person sees, and those the person has to solve."""
        seen = Order.objects.visible_to(user).values("pk")
        return self.filter(Q(order__in=seen) | Q(owner=user))


class OrderIssue(models.Model):
    """Something that went wrong with an order: owner, limit, solution, 异常."""

    MOVES = ISSUE_MOVES

    order = models.ForeignKey(
        Order, verbose_name=_("order"), on_delete=models.PROTECT, related_name="issues"
    )
    line = models.ForeignKey(
        OrderLine, verbose_name=_("order line"), on_delete=models.PROTECT, null=True, blank=True
    )
    number = models.CharField(_("issue number"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=IssueKind)
    status = models.CharField(
        _("status"), max_length=20, choices=IssueStatus, default=IssueStatus.OPEN
    )
    description = models.CharField(_("what happened"), max_length=500)
    owner = models.ForeignKey(
        PEOPLE, verbose_name=_("owner"), on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("limit"))
    solution = models.CharField(_("solution"), max_length=500, blank=True)
    told_salesperson_at = at_moment(_("salesperson told at"))
    told_customer_at = at_moment(_("customer told at"))
    opened_by = models.ForeignKey(
        PEOPLE, verbose_name=_("opened by"), on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(_("opened at"))
    solved_by = by_person(_("solved by"))
    solved_at = at_moment(_("solved at"))

    objects = OrderIssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("order issue")
        verbose_name_plural = _("order issues")
        ordering = ["status", "due_on", "id"]

    def __str__(self) -> str:
        return self.number


class IssueTelling(models.Model):
    """One telling of an issue, 反馈: to whom, by what channel, in what words."""

    issue = models.ForeignKey(
        OrderIssue,
        verbose_name=_("order issue"),
        on_delete=models.PROTECT,
        related_name="tellings",
    )
    told = models.CharField(_("told to"), max_length=20, choices=Told)
    channel = models.CharField(_("channel"), max_length=20, choices=TellingChannel)
    words = models.CharField(_("what was said"), max_length=500)
    told_by = models.ForeignKey(
        PEOPLE, verbose_name=_("told by"), on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(_("told at"))

    class Meta:
        verbose_name = _("telling of an issue")
        verbose_name_plural = _("tellings of issues")
        ordering = ["issue", "told_at", "id"]

    def __str__(self) -> str:
        return f"{self.issue} · {self.get_told_display()} · {self.pk}"
