"""Papers on records: the bytes once, and each place where they hang."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.sandbox.kinds import KINDS, FileKind

PEOPLE = settings.AUTH_USER_MODEL


class Blob(models.Model):
    """A file's bytes, stored once whatever it is called and wherever it hangs."""

    class Reading(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("text of a paper", "Waiting")
        DONE = "done", pgettext_lazy("text of a paper", "Read")
        NONE = "none", pgettext_lazy("text of a paper", "Nothing to read")
        FAILED = "failed", pgettext_lazy("text of a paper", "Not readable")

    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    kind = models.CharField(_("type by content"), max_length=10)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    pages = models.IntegerField(_("pages"), default=0)
    stored_at = models.DateTimeField(_("stored at"))
    reading = models.CharField(_("text"), max_length=10, choices=Reading, default=Reading.WAITING)
    text = models.TextField(_("what is written in it"), blank=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(reading="waiting"), name="core_blob_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:16]}"

    @property
    def storage_name(self) -> str:
        """Its name in the store, which follows from its bytes."""
        return f"papers/{self.digest[:2]}/{self.digest}"

    @property
    def file_kind(self) -> FileKind:
        return KINDS[self.kind]

    @property
    def is_picture(self) -> bool:
        return self.file_kind.is_picture

    @property
    def can_be_shown(self) -> bool:
        """Whether a page of it can be drawn."""
        return self.is_picture or (self.kind == "pdf" and self.pages > 0)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Papers."""

    def about(self, subject: models.Model) -> "AttachmentQuerySet":
        """All papers of the record, whatever became of them."""
        kind = ContentType.objects.get_for_model(subject, for_concrete_model=True)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def current(self) -> "AttachmentQuerySet":
        """Neither replaced nor removed."""
        return self.filter(is_current=True)


class Attachment(models.Model):
    """A paper on a record. A new version is a row of its own; a removed one stays, with the reason.

    Who may see it is the record's affair: ``core.attachments.visible_to``.
    """

    subject_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of record"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    subject_id = models.BigIntegerField(_("record"))
    kind = models.CharField(_("kind of paper"), max_length=30)
    name = models.CharField(_("file name"), max_length=150)
    blob = models.ForeignKey(
        Blob, verbose_name=_("stored file"), on_delete=models.PROTECT, related_name="attachments"
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self",
        verbose_name=_("replaces"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
    )
    is_current = models.BooleanField(_("current"), default=True)
    added_by = models.ForeignKey(
        PEOPLE, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))
    removed_by = models.ForeignKey(
        PEOPLE,
        verbose_name=_("removed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    removed_at = models.DateTimeField(_("removed at"), null=True, blank=True)
    removal_reason = models.CharField(_("reason of the removal"), max_length=200, blank=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "is_current"], name="core_attachment_subject"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True, removal_reason="")
                | (
                    Q(removed_at__isnull=False, removed_by__isnull=False, is_current=False)
                    & ~Q(removal_reason="")
                ),
                name="core_attachment_removed_whole",
            ),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="core_attachment_version_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    @property
    def subject(self) -> Any:
        """The record; None when it is gone."""
        model = self.subject_type.model_class()
        return model._base_manager.filter(pk=self.subject_id).first() if model else None

    @property
    def text(self) -> str:
        """What is written in it, as the search reads it."""
        return self.blob.text
