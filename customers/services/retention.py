"""What retention money may be agreed, 质保金."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.money import format_rate
from customers.models import RetentionTerms

STEP = Decimal("0.0001")


def retention_agreed(
    rate: Decimal | None, months: int | None, usual: RetentionTerms
) -> tuple[Decimal, int]:
    """Rate and months as they are kept; what is left out is as usual.

    Refuses more than may be kept back, and longer than it may be.
    """
    rate = Decimal(usual.retention_rate if rate is None else rate)
    months = usual.retention_months if months is None else months
    rate = rate.quantize(STEP, ROUND_HALF_UP)
    if not 0 <= rate <= RetentionTerms.MOST_RATE:
        raise BusinessError(
            _("No more than %(most)s of a price is kept back.")
            % {"most": format_rate(RetentionTerms.MOST_RATE)},
            field="retention_rate",
            code="retention",
        )
    if not 1 <= months <= RetentionTerms.MOST_MONTHS:
        raise BusinessError(
            _("It is kept back for 1 to %(most)d months.") % {"most": RetentionTerms.MOST_MONTHS},
            field="retention_months",
            code="retention",
        )
    return rate, months
