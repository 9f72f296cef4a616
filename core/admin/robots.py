"""Robots of chat groups: the address goes in and never comes out."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import notifications
from core.adminsite import ConfigAdmin, say
from core.errors import BusinessError
from core.models import Channel, MessageKeeping, Notification, NotificationChoice, Robot
from core.notices import ROBOT_TEST


def _offered() -> list[tuple[str, Any]]:
    return [
        (k.name, k.label)
        for k in notifications.all_kinds()
        if k.for_groups and k.name != ROBOT_TEST
    ]


class RobotForm(forms.ModelForm):
    """Address and secret are typed anew, or left as they are."""

    url = forms.CharField(
        label=gettext_lazy("Webhook address"),
        required=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "size": 80}),
        help_text=gettext_lazy("As the platform shows it. Left empty, it stays as it is."),
    )
    secret = forms.CharField(
        label=gettext_lazy("Signature secret"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "size": 80}),
        help_text=gettext_lazy(
            "Where the robot asks for a signature (DingTalk, Feishu). Left empty, it stays."
        ),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Messages it gets"),
        required=False,
        choices=_offered,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Robot
        fields = ("name", "platform", "url", "secret", "kinds", "is_active")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        url = cleaned.get("url") or self.instance.url
        if not url:
            raise ValidationError({"url": _("A robot needs its address.")})
        try:
            notifications.check_address(cleaned.get("platform", ""), url)
        except BusinessError as refusal:
            raise ValidationError({"url": str(refusal)}) from refusal
        return cleaned

    def save(self, commit: Any = True) -> Any:  # noqa: FBT002
        for name in ("url", "secret"):
            if self.cleaned_data.get(name):
                setattr(self.instance, name, self.cleaned_data[name].strip())
        return super().save(commit)


@admin.register(Robot)
class RobotAdmin(ConfigAdmin):
    """One robot for each group, with a test."""

    form = RobotForm
    list_display = ("name", "platform", "address", "is_active")
    list_filter = ("platform", "is_active")
    search_fields = ("name",)
    actions = ("send_test",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # it is switched off; what it was sent stays

    @admin.display(description=gettext_lazy("Webhook address"))
    def address(self, robot: Robot) -> str:
        return robot.shown_address

    def _write_down(self, request: HttpRequest, verb: str, obj: Any, changes: Any) -> None:
        """That the address changed, never what it is."""
        hidden = {name: ("…", "…") for name in ("url", "secret") if name in changes}
        super()._write_down(request, verb, obj, {**changes, **hidden})

    @admin.action(description=gettext_lazy("Send a test message"))
    def send_test(self, request: HttpRequest, queryset: QuerySet[Robot]) -> None:
        now = timezone.now()
        for robot in queryset:
            row = Notification.objects.create(
                kind=ROBOT_TEST,
                channel=Channel.ROBOT,
                robot=robot,
                title=_("Test message of the sales back office"),
                text=_("If you read this, the robot of this group is set up."),
                created_at=now,
                send_after_at=now,
            )
            self._write_down(request, "tested", robot, {})
            notifications.send_one(row.pk, now)
            row.refresh_from_db()
            said = f"{robot}: {row.get_state_display()}"
            say(request, f"{said} · {row.error}" if row.error else said)


@admin.register(MessageKeeping)
class MessageKeepingAdmin(ConfigAdmin):
    """One row."""

    list_display = ("__str__", "read_days")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not MessageKeeping.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(NotificationChoice)
class NotificationChoiceAdmin(ConfigAdmin):
    """What people chose; each chooses on their own page."""

    list_display = ("person", "kind", "channel", "is_wanted")
    list_filter = ("channel", "is_wanted", "kind")
    list_select_related = ("person",)
    search_fields = ("person__full_name", "kind")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
