"""Flows are set up by administrators, with a page that says who would have to sign; requests are
to be read.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Department, Region, User
from approvals import kinds
from approvals.models import Decision, Flow, FlowStep, FlowVersion, Request
from approvals.selectors import preview
from approvals.selectors.signers import Circumstances
from approvals.services import flow_publish
from approvals.services.flow import frozen
from core.adminsite import ConfigAdmin, RecordAdmin, say
from core.ui.forms import FromPages


class SuggestedInput(FromPages, forms.TextInput):
    """A text with the values that make sense below it, each with its word."""

    template_name = "admin/approvals/suggested.html"

    def __init__(self, words: Sequence[tuple[str, Any]]) -> None:
        super().__init__()
        self.words = words

    def format_value(self, value: Any) -> Any:
        """The word, where it is one of the values."""
        return str(dict(self.words).get(value, value)) if value else ""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "words": self.words}


class StepInline(admin.StackedInline):
    """The steps, in their order."""

    model = FlowStep
    extra = 0
    autocomplete_fields = ("person", "departments")
    fieldsets = (
        (None, {"fields": (("position", "name"), ("signer", "role", "person", "scope"))}),
        (None, {"fields": (("needs_all", "hours"),)}),
        (
            gettext_lazy("Asked only"),
            {
                "fields": (
                    ("over_amount", "up_to_amount"),
                    "departments",
                    ("field", "comparison", "value"),
                )
            },
        ),
    )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """What a step looks at is what requests of the flow's kind bring along."""
        known = [kinds.find(obj.kind)] if obj else kinds.all_kinds().values()
        fields = {each.key: each for kind in known for each in kind.fields}
        field_of = partial(self.formfield_for_dbfield, request=request, conditions=fields)
        return super().get_formset(request, obj, formfield_callback=field_of, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        conditions: dict[str, kinds.Condition] = kwargs.pop("conditions", {})
        if db_field.name == "field":
            choices = sorted((key, str(each.label)) for key, each in conditions.items())
            label = db_field.verbose_name
            return forms.ChoiceField(label=label, choices=[("", "—"), *choices], required=False)
        if db_field.name == "value":
            words = dict(pair for each in conditions.values() for pair in each.words)
            kwargs["widget"] = SuggestedInput(list(words.items()))
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class WhoForm(forms.Form):
    """The circumstances of a request that might be made."""

    maker = forms.ModelChoiceField(label=gettext_lazy("Maker"), queryset=User.objects.active())
    amount = forms.DecimalField(label=gettext_lazy("Amount"), required=False, min_value=0)
    department = forms.ModelChoiceField(
        label=gettext_lazy("Department"), queryset=Department.objects.all(), required=False
    )
    region = forms.ModelChoiceField(
        label=gettext_lazy("Region"), queryset=Region.objects.all(), required=False
    )

    def __init__(self, *args: Any, kind: kinds.Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [each.key for each in kind.fields]
        for each in kind.fields:
            facts: dict[str, Any] = {"label": each.label, "required": False}
            self.fields[each.key] = (
                forms.MultipleChoiceField(choices=each.words, **facts)
                if each.words
                else forms.CharField(max_length=60, **facts)
            )

    def circumstances(self) -> Circumstances:
        """What decides who signs."""
        given = self.cleaned_data
        return Circumstances(
            maker=given["maker"],
            amount=given["amount"],
            department_id=given["department"].pk if given["department"] else None,
            region_id=given["region"].pk if given["region"] else None,
            values={key: given[key] for key in self.keys},
        )


@admin.register(Flow)
class FlowAdmin(ConfigAdmin):
    """A saved flow is a new version; requests under way keep theirs."""

    list_display = ("name", "asked_for", "is_active", "latest", "who_signs")
    list_filter = ("is_active",)
    search_fields = ("name", "kind")
    inlines = (StepInline,)
    change_form_template = "admin/approvals/flow.html"

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            return forms.ChoiceField(label=db_field.verbose_name, choices=kinds.kind_choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("asked_for",) if obj else ()

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("kind",) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # requests refer to its versions; it is switched off instead

    @admin.display(description=gettext_lazy("for"), ordering="kind")
    def asked_for(self, flow: Flow) -> str:
        return str(dict(kinds.kind_choices()).get(flow.kind, flow.kind))

    @admin.display(description=gettext_lazy("version"))
    def latest(self, flow: Flow) -> str:
        newest: FlowVersion | None = flow.versions.first()
        return f"V{newest.number}" if newest else "—"

    @admin.display(description=gettext_lazy("Who would have to sign this?"))
    def who_signs(self, flow: Flow) -> str:
        url = reverse("admin:approvals_flow_who", args=[flow.pk])
        return format_html('<a href="{}">{}</a>', url, _("Try it"))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        assert isinstance(request.user, User)  # noqa: S101 - the admin is never open to others
        version = flow_publish(actor=request.user, flow=form.instance, at=timezone.now())
        say(request, _("Requests from now on follow %(version)s.") % {"version": version})

    def get_urls(self) -> list[URLPattern]:
        who = self.admin_site.admin_view(self.who_page)
        return [path("<int:pk>/who/", who, name="approvals_flow_who"), *super().get_urls()]

    def who_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Who would have to sign, as the flow stands in the tables now."""
        flow = get_object_or_404(Flow, pk=pk)
        form = WhoForm(request.GET or None, kind=kinds.find(flow.kind))
        steps = preview(frozen(flow), form.circumstances()) if form.is_valid() else None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Who would have to sign this?"),
            "flow": flow,
            "form": form,
            "steps": steps,
            "opts": self.model._meta,
        }
        return render(request, "admin/approvals/who.html", context)


@admin.register(FlowVersion)
class FlowVersionAdmin(RecordAdmin):
    """What requests were made under."""

    list_display = ("__str__", "made_by", "made_at")
    list_filter = ("flow",)
    search_fields = ("flow__name",)
    list_select_related = ("flow", "made_by")


class DecisionInline(admin.TabularInline):
    """The trail."""

    model = Decision
    extra = 0
    can_delete = False
    fields = readonly_fields = ("at", "verdict", "decided_by", "in_place_of", "comment", "note")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Request)
class RequestAdmin(RecordAdmin):
    """To be read."""

    list_display = ("title", "subject_text", "status", "maker", "waits_for", "submitted_at")
    list_filter = ("status", "kind")
    search_fields = ("title", "subject_text", "maker__full_name")
    list_select_related = ("maker",)
    date_hierarchy = "submitted_at"
    inlines = (DecisionInline,)
