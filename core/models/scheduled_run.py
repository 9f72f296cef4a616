"""What ran by the clock, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ScheduledRun(models.Model):
    """One due moment of one scheduled task; it is run once."""

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("run", "Running")
        DONE = "done", pgettext_lazy("run", "Done")
        FAILED = "failed", pgettext_lazy("run", "Failed")
        # The moment at which the task was first known: nothing before it is owed.
        NOT_OWED = "not_owed", pgettext_lazy("run", "Before it was set up")

    task = models.CharField(_("task"), max_length=120)
    due_at = models.DateTimeField(_("due at"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RUNNING)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)
    is_caught_up = models.BooleanField(_("caught up"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=1)
    worker = models.CharField(_("worker"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")
        ordering = ["-due_at", "task"]
        constraints = [
            models.UniqueConstraint(fields=["task", "due_at"], name="core_scheduled_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.due_at:%Y-%m-%d %H:%M}"
