"""Plans are set up by administrators, also from Excel; reports are read only."""

from datetime import date
from typing import Any

from django.contrib import admin
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import DateWidget, ForeignKeyWidget

from accounts.models import Region, User
from core.admin_excel import ExcelAdmin
from core.adminsite import ConfigAdmin, RecordAdmin
from reports.models import QuarterResult, Report, SalesPlan


class MonthWidget(DateWidget):
    """The month of whatever day a file names."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date | None:
        day = super().clean(value, row, **kwargs)
        return day and day.replace(day=1)


class SalesPlanResource(ModelResource):
    """Plans in Excel: a row is a month of a salesperson, both by name."""

    month_on = Field("month_on", "month_on", MonthWidget())
    salesperson = Field("salesperson", "salesperson", ForeignKeyWidget(User, "username"))
    region = Field("region", "region", ForeignKeyWidget(Region, "code"))

    class Meta:
        model = SalesPlan
        import_id_fields = ("month_on", "salesperson")
        fields = ("month_on", "salesperson", "region", "amount")
        skip_unchanged = True


@admin.register(SalesPlan)
class SalesPlanAdmin(ExcelAdmin, ConfigAdmin):
    resource_classes = (SalesPlanResource,)
    list_display = ("month_on", "salesperson", "region", "amount")
    list_filter = ("month_on", "region")
    list_select_related = ("salesperson", "region")
    search_fields = ("salesperson__full_name", "salesperson__username")
    autocomplete_fields = ("salesperson",)


@admin.register(Report)
class ReportAdmin(RecordAdmin):
    list_display = ("__str__", "kind", "from_on", "to_on", "amount", "revision", "is_caught_up")
    list_filter = ("kind", "basis", "is_caught_up")
    search_fields = ("digest",)


@admin.register(QuarterResult)
class QuarterResultAdmin(RecordAdmin):
    list_display = ("__str__", "salesperson", "from_on", "status", "amount", "booked_amount")
    list_filter = ("status", "region")
    list_select_related = ("salesperson", "region")
    search_fields = ("salesperson__full_name", "salesperson__username")
