"""Django's admin for administrators: by role, in words, and never a bare 500 for a mad id."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import DataError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit

ADMIN_ROLE = "admin"
LARGEST_ID = 2**63 - 1
ID_FIELDS = ("_selected_action", "object_id", "_to_field")


class BackofficeAdminSite(admin.AdminSite):
    """Open to the role of administrators and nobody else; log-in is the office's own."""

    site_header = gettext_lazy("Sales back office: administration")
    site_title = gettext_lazy("Administration")
    index_title = gettext_lazy("What can be set up")
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        has_role = getattr(request.user, "has_role", None)
        return has_role is not None and bool(has_role(ADMIN_ROLE))

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.user.is_authenticated and not self.has_permission(request):
            raise PermissionDenied(_("Only administrators set things up."))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def admin_view(self, view: Any, cacheable: Any = False) -> Any:  # noqa: FBT002
        return super().admin_view(_survives_absurd_ids(view), cacheable)


def _survives_absurd_ids(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An id that is no id finds nothing; every other error stays an error."""

    @wraps(view)
    def careful(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (ValueError, OverflowError, DataError) as error:
            given = [value for name in ID_FIELDS for value in request.POST.getlist(name)]
            given += [value for name in ID_FIELDS for value in request.GET.getlist(name)]
            parts = (*args, *kwargs.values())
            given += [value for value in parts if isinstance(value, str)]
            if not any(map(_is_absurd, given)):
                raise
            raise Http404(_("There is no such record.")) from error

    return careful


def _is_absurd(value: str) -> bool:
    return not value.isascii() or not value.isdigit() or int(value) > LARGEST_ID


class ConfigAdmin(admin.ModelAdmin):
    """What administrators set up: theirs to change, and every change stands in the audit trail."""

    view_on_site = False  # the record's own page is for those it concerns, and 404 to others

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        super().save_model(request, obj, form, change)
        self._write_down(request, "changed" if change else "added", obj, _changes(form))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._write_down(request, "deleted", obj, {})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def _write_down(
        self, request: HttpRequest, verb: str, obj: Any, changes: dict[str, tuple[Any, Any]]
    ) -> None:
        audit.record(actor=request.user, verb=f"admin.{verb}", subject=obj, changes=changes)


def _changes(form: Any) -> dict[str, tuple[Any, Any]]:
    names = [name for name in form.changed_data if "password" not in name]
    return {name: (form.initial.get(name), form.cleaned_data.get(name)) for name in names}


class RecordAdmin(ConfigAdmin):
    """Business records: to be read, each reading noted; they change on their own pages only."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if object_id and (record := self.get_object(request, object_id)) is not None:
            self._write_down(request, "read", record, {})
        return response


def say(request: HttpRequest, sentence: str) -> None:
    """A sentence above the list, for actions."""
    messages.success(request, sentence)
