"""Product families are set up by administrators, also from Excel."""

from django.contrib import admin
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import ForeignKeyWidget
from simple_history.admin import SimpleHistoryAdmin

from core.admin_excel import ExcelAdmin
from core.adminsite import ConfigAdmin
from products.models import ProductCategory


class ProductCategoryResource(ModelResource):
    """Families in Excel, each and its parent by code."""

    parent = Field("parent", "parent", ForeignKeyWidget(ProductCategory, "code"))

    class Meta:
        model = ProductCategory
        import_id_fields = ("code",)
        fields = ("code", "name", "parent", "route", "is_active")
        skip_unchanged = True
        clean_model_instances = True


@admin.register(ProductCategory)
class ProductCategoryAdmin(ConfigAdmin, ExcelAdmin, SimpleHistoryAdmin):
    resource_classes = (ProductCategoryResource,)
    list_display = ("code", "name", "parent", "route", "is_active")
    list_filter = ("route", "is_active")
    list_select_related = ("parent",)
    search_fields = ("code", "name")
    autocomplete_fields = ("parent",)
