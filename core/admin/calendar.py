"""Working days and office hours."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import calendar
from core.admin_excel import ExcelAdmin
from core.adminsite import ConfigAdmin, say
from core.models import CalendarDay, CalendarYear, OfficeHours


@admin.register(CalendarYear)
class CalendarYearAdmin(ConfigAdmin):
    list_display = ("year", "is_announced", "source")
    list_filter = ("is_announced",)
    search_fields = ("year", "source")
    actions = ("load_again",)

    @admin.action(description=gettext_lazy("Load the announced days again"))
    def load_again(self, request: HttpRequest, queryset: QuerySet[CalendarYear]) -> None:
        for row in queryset:
            days = calendar.load_year(row.year)
            self._write_down(request, "loaded", row, {"days": (None, days)})
            if days:
                sentence = _("%(year)s: %(days)s days.") % {"year": row.year, "days": days}
            else:
                sentence = _("%(year)s is not announced yet.") % {"year": row.year}
            say(request, sentence)


@admin.register(CalendarDay)
class CalendarDayAdmin(ConfigAdmin, ExcelAdmin):
    list_display = ("on", "is_working", "name", "is_edited")
    list_filter = ("is_working", "is_edited", "on")
    search_fields = ("name", "on")
    date_hierarchy = "on"
    readonly_fields = ("is_edited",)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: CalendarDay, form: Any, change: Any) -> None:
        obj.is_edited = True
        super().save_model(request, obj, form, change)
        calendar.changed.run(year=obj.on.year)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: CalendarDay) -> None:
        super().delete_model(request, obj)
        calendar.changed.run(year=obj.on.year)


@admin.register(OfficeHours)
class OfficeHoursAdmin(ConfigAdmin):
    list_display = ("starts", "ends")
    list_filter = ("starts",)
    search_fields = ("starts", "ends")
