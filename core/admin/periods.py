"""When months end, and what is closed in them."""

from django.contrib import admin

from core.adminsite import ConfigAdmin, RecordAdmin
from core.models import ClosingRule, Period, PeriodLock


@admin.register(ClosingRule)
class ClosingRuleAdmin(ConfigAdmin):
    list_display = ("from_year", "from_month", "closing_day")
    list_filter = ("from_year",)
    search_fields = ("from_year",)


@admin.register(Period)
class PeriodAdmin(RecordAdmin):
    """Closed and opened on the page of month ends, not here."""

    list_display = ("code", "from_on", "to_on", "state")
    list_filter = ("state", "year")
    search_fields = ("code",)


@admin.register(PeriodLock)
class PeriodLockAdmin(RecordAdmin):
    list_display = ("period", "ledger", "closed_by", "closed_at", "reopened_at")
    list_filter = ("ledger", "period__year")
    list_select_related = ("period", "closed_by")
    search_fields = ("period__code", "ledger")
