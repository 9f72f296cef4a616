"""What a salesperson sold in a quarter: confirmed by the person, checked against accounting."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Region
from accounts.selectors import narrow
from core.locking import Versioned
from core.money import MoneyField
from core.secrecy import AMOUNT
from core.stamps import at_moment, by_person
from reports.enums import RESULT_MOVES, ResultStatus

from .report import Report

if TYPE_CHECKING:
    from accounts.models import User


class QuarterResultQuerySet(models.QuerySet["QuarterResult"]):
    """Results by who may see them."""

    def visible_to(self, user: "User") -> "QuarterResultQuerySet":
        """One's own, those of one's region, or all."""
        return narrow(self, user, own="salesperson", region="region")


class QuarterResult(Versioned):
    """A salesperson's quarter 季度业绩 out of the frozen quarterly report.

    A corrected report whose figures differ brings a new one, and the old one is replaced.
    """

    MOVES = RESULT_MOVES
    SECRET_FIELDS = {"dispute": AMOUNT, "answer": AMOUNT, "remark": AMOUNT}  # they name sums

    report = models.ForeignKey(
        Report, verbose_name=_("quarterly report"), on_delete=models.PROTECT, related_name="results"
    )
    salesperson = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("salesperson"),
        on_delete=models.PROTECT,
        related_name="quarter_results",
    )
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, null=True, blank=True
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    status = models.CharField(
        _("status"), max_length=20, choices=ResultStatus, default=ResultStatus.ASKED
    )
    amount = MoneyField(_("amount"))
    received_amount = MoneyField(_("receipts"), default=0)
    planned_amount = MoneyField(_("plan"), null=True, blank=True)
    orders = models.PositiveIntegerField(_("number of orders"), default=0)
    asked_at = models.DateTimeField(_("put up at"))
    confirmed_at = at_moment(_("confirmed at"))
    dispute = models.CharField(_("what is disputed"), max_length=500, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    booked_amount = MoneyField(_("amount in accounting"), null=True, blank=True)
    checked_by = by_person(_("checked by"))
    checked_at = at_moment(_("checked at"))
    remark = models.CharField(_("why it differs"), max_length=500, blank=True)

    objects = QuarterResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("quarter of a salesperson")
        verbose_name_plural = _("quarters of salespeople")
        ordering = ["-from_on", "salesperson", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_on", "salesperson"],
                condition=~Q(status=ResultStatus.REPLACED),
                name="reports_result_one_standing",
            ),
            models.CheckConstraint(
                condition=Q(checked_by__isnull=True) | ~Q(checked_by=F("salesperson")),
                name="reports_result_two_pairs",
            ),
            models.CheckConstraint(
                condition=~Q(status=ResultStatus.CHECKED) | Q(booked_amount__isnull=False),
                name="reports_result_checked_is_booked",
            ),
        ]

    def __str__(self) -> str:
        words = f"{self.quarter} {self.salesperson}"
        return f"{words} · {self.pk}" if self.status == ResultStatus.REPLACED else words

    @property
    def quarter(self) -> str:
        """The quarter as people name it, ``2026 Q3``; of the day it ends on."""
        return f"{self.to_on:%Y} Q{(self.to_on.month + 2) // 3}"

    @property
    def difference(self) -> Decimal | None:
        """What accounting has more, or less; None before it was checked."""
        return None if self.booked_amount is None else self.booked_amount - self.amount
