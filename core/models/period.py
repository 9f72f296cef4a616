"""Months and what is closed in them."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClosingRule(models.Model):
    """On which day of the month its period ends, from a period on. Without rows: the last day."""

    from_year = models.PositiveSmallIntegerField(_("from year"))
    from_month = models.PositiveSmallIntegerField(
        _("from month"), validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    closing_day = models.PositiveSmallIntegerField(
        _("closing day"),
        default=31,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("31 is the last day of the month."),
    )

    class Meta:
        verbose_name = _("closing rule")
        verbose_name_plural = _("closing rules")
        ordering = ["from_year", "from_month"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_year", "from_month"], name="core_closing_rule_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_year}-{self.from_month:02d}: {self.closing_day}"


class Period(models.Model):
    """A month of business, from its first to its last day. Periods touch and never overlap."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("period", "Open")
        CLOSED = "closed", pgettext_lazy("period", "Closed")

    code = models.CharField(_("code"), max_length=7, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    month = models.PositiveSmallIntegerField(_("month"))
    from_on = models.DateField(_("from"), unique=True)
    to_on = models.DateField(_("to"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="core_period_range"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.month + 2) // 3


class PeriodLockQuerySet(models.QuerySet["PeriodLock"]):
    """Ledgers that were closed."""

    def standing(self) -> Self:
        """Those not opened again."""
        return self.filter(reopened_at=None)


class PeriodLock(models.Model):
    """One ledger closed for one period, and perhaps opened again since; the trail remembers all."""

    period = models.ForeignKey(
        Period, verbose_name=_("period"), on_delete=models.PROTECT, related_name="locks"
    )
    ledger = models.CharField(_("ledger"), max_length=20)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed at"))
    reopened_at = models.DateTimeField(_("opened again at"), null=True, blank=True)

    objects = PeriodLockQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed ledger")
        verbose_name_plural = _("closed ledgers")
        ordering = ["-period__from_on", "ledger"]
        constraints = [
            models.UniqueConstraint(fields=["period", "ledger"], name="core_period_lock_once"),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.ledger}"
