"""Work in the background that somebody waits for."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobQuerySet(models.QuerySet):
    """Jobs."""

    def visible_to(self, user: Any) -> "JobQuerySet":
        """One's own; who may view all jobs, all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.has_perm("core.view_job") else self.filter(actor=user)


class Job(models.Model):
    """One piece of work: who asked for it, how far it is, and what came of it."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("job", "Queued")
        RUNNING = "running", pgettext_lazy("job", "Running")
        DONE = "done", pgettext_lazy("job", "Done")
        FAILED = "failed", pgettext_lazy("job", "Failed")
        CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")

    ALIVE = (State.QUEUED, State.RUNNING)

    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200, blank=True)
    key = models.CharField(_("key"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    params = models.JSONField(_("parameters"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    progress = models.PositiveIntegerField(_("done so far"), default=0)
    total = models.PositiveIntegerField(_("of"), default=0)
    message = models.CharField(_("message"), max_length=300, blank=True)
    result = models.JSONField(_("result"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("error"), blank=True)
    file = models.FileField(_("file"), upload_to="jobs", blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    file_expires_at = models.DateTimeField(_("file kept until"), null=True, blank=True)
    queued_at = models.DateTimeField(_("queued at"))
    sent_at = models.DateTimeField(_("sent to a worker at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    worker = models.CharField(_("worker"), max_length=120, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    is_cancel_wanted = models.BooleanField(_("cancel wanted"), default=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["actor", "-id"], name="core_job_actor"),
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["queued", "running"]),
                name="core_job_alive",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=["queued", "running"]) & ~models.Q(key=""),
                name="core_job_key_alive",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title or self.kind}"

    @property
    def is_alive(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in self.ALIVE

    @property
    def percent(self) -> int:
        """0 to 100."""
        if self.state == self.State.DONE:
            return 100
        return min(99, self.progress * 100 // self.total) if self.total else 0
