"""People, organization and second pairs, for administrators."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export.resources import ModelResource
from simple_history.admin import SimpleHistoryAdmin

from accounts.models import Department, Deputy, Region, RoleGrant, SecondPair, User
from accounts.services import sessions_end, user_deactivate
from core.admin_excel import ExcelAdmin
from core.adminsite import ConfigAdmin, say

admin.site.unregister(Group)  # rights come from roles
if admin.site.is_registered(Authenticator):
    admin.site.unregister(Authenticator)


def _me(request: HttpRequest) -> User:
    """The admin is never open to somebody unknown."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


class RoleInline(admin.TabularInline):
    model = RoleGrant
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)


class UserResource(ModelResource):
    """People in Excel: never their passwords."""

    class Meta:
        model = User
        import_id_fields = ("username",)
        fields = (
            "username",
            "full_name",
            "email",
            "employee_number",
            "phone",
            "department__code",
            "region__code",
            "is_active",
        )


@admin.register(User)
class PersonAdmin(ConfigAdmin, ExcelAdmin, SimpleHistoryAdmin, UserAdmin):
    """Who is here, with which roles, where."""

    resource_classes = (UserResource,)
    inlines = (RoleInline,)
    list_display = ("username", "full_name", "department", "region", "superior", "is_active")
    list_filter = ("is_active", "role_grants__role", "department", "region")
    list_select_related = ("department", "region", "superior")
    search_fields = ("username", "full_name", "email", "employee_number")
    autocomplete_fields = ("department", "region", "superior")
    filter_horizontal = ()
    actions = ("end_sessions", "deactivate", "remove_second_factor")
    readonly_fields = ("last_login", "date_joined", "password_changed_at")
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Person"), {"fields": ("full_name", "employee_number", "email", "phone")}),
        (_("Place"), {"fields": ("department", "region", "superior", "sees_cost")}),
        (_("Page"), {"fields": ("language", "theme")}),
        (_("Dates"), {"fields": readonly_fields}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "full_name", "usable_password", "password1", "password2")}),
        (_("Place"), {"fields": ("email", "department", "region", "superior")}),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # people leave; what they did stays theirs

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            user_deactivate(actor=_me(request), user=obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        before = set(form.instance.role_grants.values_list("role", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(form.instance.role_grants.values_list("role", flat=True))
        if before != after:
            roles = {"roles": (sorted(before), sorted(after))}
            self._write_down(request, "changed", form.instance, roles)

    @admin.action(description=_("End their open log-ins"))
    def end_sessions(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        ended = sum([sessions_end(actor=_me(request), user=user) for user in queryset])
        say(request, ngettext("%d log-in ended.", "%d log-ins ended.", ended) % ended)

    @admin.action(description=_("Close the accounts"))
    def deactivate(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        people = [user for user in queryset if user.is_active and user != request.user]
        for user in people:
            user_deactivate(actor=_me(request), user=user)
        closed = len(people)
        say(request, ngettext("%d account closed.", "%d accounts closed.", closed) % closed)

    @admin.action(description=_("Remove their second factors"))
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            Authenticator.objects.filter(user=user).delete()
            self._write_down(request, "second_factor_removed", user, {})
        say(request, str(_("They log in by password until they add a new second factor.")))


@admin.register(Department)
class DepartmentAdmin(ConfigAdmin, ExcelAdmin, SimpleHistoryAdmin):
    list_display = ("code", "name", "kind", "parent", "head", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("parent", "head")
    search_fields = ("code", "name")
    autocomplete_fields = ("parent", "head")


@admin.register(Region)
class RegionAdmin(ConfigAdmin, ExcelAdmin, SimpleHistoryAdmin):
    list_display = ("code", "name", "is_active")
    list_filter = ("is_active",)
    search_fields = ("code", "name")


@admin.register(Deputy)
class DeputyAdmin(ConfigAdmin, ExcelAdmin):
    list_display = ("principal", "deputy", "from_on", "to_on", "reason")
    list_filter = ("from_on", "to_on")
    list_select_related = ("principal", "deputy")
    search_fields = ("principal__full_name", "deputy__full_name")
    autocomplete_fields = ("principal", "deputy")


@admin.register(SecondPair)
class SecondPairAdmin(ConfigAdmin, ExcelAdmin):
    list_display = ("what", "maker_role", "second_role")
    list_filter = ("maker_role", "second_role")
    search_fields = ("what",)
