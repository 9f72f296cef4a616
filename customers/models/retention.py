"""Retention money 质保金: what is kept back of a price, and for how long."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.money import RateField, format_rate


class RetentionTerms(models.Model):
    """Which part of each delivery is paid only so many calendar months later; 0 is none."""

    MOST_RATE = Decimal("0.30")
    MOST_MONTHS = 60
    USUAL_MONTHS = 12

    retention_rate = RateField(_("retention rate"), default=Decimal(0))
    retention_months = models.PositiveSmallIntegerField(_("retention months"), default=USUAL_MONTHS)

    class Meta:
        abstract = True

    @property
    def retention_words(self) -> str:
        """'10% for 12 months', empty where nothing is kept back."""
        if not self.retention_rate:
            return ""
        months = self.retention_months
        words = ngettext("%(rate)s for %(months)d month", "%(rate)s for %(months)d months", months)
        return words % {"rate": format_rate(self.retention_rate), "months": months}


def retention_within() -> Q:
    """What the database holds such terms to."""
    return Q(
        retention_rate__gte=0,
        retention_rate__lte=RetentionTerms.MOST_RATE,
        retention_months__gte=1,
        retention_months__lte=RetentionTerms.MOST_MONTHS,
    )
