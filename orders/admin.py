"""What administrators set up: the sales policy and the warehouses; orders to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.adminsite import ConfigAdmin, RecordAdmin
from orders.models import InvoiceBook, Order, SalesPolicy, Warehouse


@admin.register(SalesPolicy)
class SalesPolicyAdmin(ConfigAdmin):
    """One row."""

    list_display = (
        "__str__",
        "receivable_basis",
        "credit_level",
        "no_limit_level",
        "overdue_level",
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SalesPolicy.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(Warehouse)
class WarehouseAdmin(ConfigAdmin):
    """Places where goods lie; one that is given up is switched off, its movements stay."""

    list_display = ("code", "name", "use", "is_default", "is_active")
    search_fields = ("code", "name")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Order)
class OrderAdmin(RecordAdmin):
    """To be read."""

    list_display = ("number", "customer", "status", "ordered_on", "salesperson")
    list_filter = ("status", "is_historical")
    search_fields = ("number", "source_number", "customer__name")
    list_select_related = ("customer", "salesperson")
    date_hierarchy = "ordered_on"


@admin.register(InvoiceBook)
class InvoiceBookAdmin(RecordAdmin):
    """To be read."""

    list_display = ("code", "first_number", "last_number", "keeper", "received_on")
    list_filter = ("kind",)
    search_fields = ("code", "first_number", "keeper__full_name")
    list_select_related = ("keeper",)
    date_hierarchy = "received_on"
