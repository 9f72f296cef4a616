"""Classes of customers are set up by administrators, also from Excel."""

from django.contrib import admin
from import_export.resources import ModelResource
from simple_history.admin import SimpleHistoryAdmin

from core.admin_excel import ExcelAdmin
from core.adminsite import ConfigAdmin
from customers.models import CustomerClass


class CustomerClassResource(ModelResource):
    """Classes in Excel, by code."""

    class Meta:
        model = CustomerClass
        import_id_fields = ("code",)
        fields = ("code", "name", "new_after_months")
        skip_unchanged = True


@admin.register(CustomerClass)
class CustomerClassAdmin(ConfigAdmin, ExcelAdmin, SimpleHistoryAdmin):
    resource_classes = (CustomerClassResource,)
    list_display = ("code", "name", "new_after_months")
    list_filter = ("new_after_months",)
    search_fields = ("code", "name")
