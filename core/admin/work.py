"""Jobs, schedules, and what ran by the clock."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_celery_beat.models import CrontabSchedule, PeriodicTask

from core import jobs
from core.adminsite import ConfigAdmin, RecordAdmin, say
from core.models import Job, ScheduledRun

# Registered by the library already; here which task runs cannot be switched.
admin.site.unregister([CrontabSchedule, PeriodicTask])


@admin.register(Job)
class JobAdmin(RecordAdmin):
    list_display = ("id", "title", "state", "progress", "total", "actor", "queued_at", "error")
    list_filter = ("state", "kind", "queued_at")
    list_select_related = ("actor",)
    search_fields = ("title", "kind", "key", "actor__full_name", "error")
    actions = ("cancel",)

    @admin.action(description=gettext_lazy("Cancel"))
    def cancel(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        for job in queryset:
            jobs.cancel(job)
            self._write_down(request, "cancelled", job, {})
        say(request, _("What was queued is cancelled; what is running stops at its next step."))


@admin.register(ScheduledRun)
class ScheduledRunAdmin(RecordAdmin):
    list_display = ("task", "due_at", "state", "is_caught_up", "rows", "started_at", "error")
    list_filter = ("state", "is_caught_up", "task", "due_at")
    search_fields = ("task", "error")


@admin.register(CrontabSchedule)
class CrontabScheduleAdmin(ConfigAdmin):
    list_display = ("__str__", "hour", "minute", "day_of_week", "day_of_month", "month_of_year")
    list_filter = ("day_of_week",)
    search_fields = ("hour", "minute")


@admin.register(PeriodicTask)
class ScheduleAdmin(ConfigAdmin):
    """Time and switch are the administrator's; which task runs is not."""

    list_display = ("description", "name", "crontab", "enabled", "last_run_at")
    list_filter = ("enabled",)
    list_select_related = ("crontab",)
    search_fields = ("name", "description")
    fields = ("description", "name", "crontab", "enabled", "last_run_at")
    readonly_fields = ("description", "name", "last_run_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
