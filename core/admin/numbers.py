"""Series of official numbers."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.adminsite import ConfigAdmin, RecordAdmin
from core.models import NumberCounter, NumberSeries


@admin.register(NumberSeries)
class NumberSeriesAdmin(ConfigAdmin):
    """The pattern is the administrator's; what counts the numbers is not, or they would repeat."""

    list_display = ("code", "name", "pattern", "is_gapless")
    list_filter = ("is_gapless",)
    search_fields = ("code", "name", "pattern")
    readonly_fields = ("code", "is_gapless")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(NumberCounter)
class NumberCounterAdmin(RecordAdmin):
    list_display = ("series", "scope", "last")
    list_filter = ("series",)
    search_fields = ("series", "scope")
