"""What ran by the clock, and what came of it."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.clock import SHANGHAI


class ScheduledRunQuerySet(models.QuerySet["ScheduledRun"]):
    """What ran by the clock."""

    def visible_to(self, user: Any) -> "ScheduledRunQuerySet":
        """All of it, for who may see the schedules."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.has_perm("core.view_schedule") else self.none()

    def owed(self) -> "ScheduledRunQuerySet":
        """Without the moments before a schedule was set up."""
        return self.exclude(state=ScheduledRun.State.NOT_OWED)


class ScheduledRun(models.Model):
    """One due moment of one scheduled task; it is run once unless a person asks again."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("run", "Running")
        DONE = "done", pgettext_lazy("run", "Done")
        FAILED = "failed", pgettext_lazy("run", "Failed")
        # The moment at which the task was first known: nothing before it is owed.
        NOT_OWED = "not_owed", pgettext_lazy("run", "Before it was set up")

    task = models.CharField(_("task"), max_length=120)
    title = models.CharField(_("schedule"), max_length=120, blank=True)
    due_at = models.DateTimeField(_("due at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    is_caught_up = models.BooleanField(_("caught up"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    worker = models.CharField(_("worker"), max_length=120, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("run by hand by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # What it made, when that is a record: whom it was sent to stands there.
    result_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of result"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    result_id = models.BigIntegerField(_("result"), null=True, blank=True)
    result_text = models.CharField(_("what it made"), max_length=200, blank=True)
    result = GenericForeignKey("result_type", "result_id")

    objects = ScheduledRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")
        ordering = ["-due_at", "task"]
        constraints = [
            models.UniqueConstraint(fields=["task", "due_at"], name="core_scheduled_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.task} · {self.due_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
