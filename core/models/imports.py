"""Files on their way in: the batch, its staged rows, and how headings were matched."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Batches, as far as a person may see them."""

    def visible_to(self, user: Any) -> "ImportBatchQuerySet":
        """One's own; all of them for who may see everybody's."""
        if user.has_perm("core.view_all_imports"):
            return self
        return self.filter(created_by_id=user.pk)


class ImportBatch(models.Model):
    """One file brought in, or about to be."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        CHECKED = "checked", _("Checked")
        CONFIRMED = "confirmed", _("Imported")
        DISCARDED = "discarded", _("Discarded")

    MOVES = {
        Status.UPLOADED: {Status.CHECKED, Status.DISCARDED},
        Status.CHECKED: {Status.UPLOADED, Status.CONFIRMED, Status.DISCARDED},
        Status.CONFIRMED: set(),
        Status.DISCARDED: set(),
    }

    ledger = models.CharField(_("ledger"), max_length=60)
    file_name = models.CharField(_("file name"), max_length=255)
    file = models.FileField(_("file"), upload_to="imports/%Y/%m/", max_length=255)
    digest = models.CharField(_("digest"), max_length=64)
    sheet = models.CharField(_("sheet"), max_length=60, blank=True)
    sheets = models.JSONField(_("sheets"), default=list)
    heading_row = models.PositiveIntegerField(_("row of headings"), null=True, blank=True)
    first_column = models.PositiveSmallIntegerField(_("first column"), default=1)
    headings = models.JSONField(_("headings"), default=list)
    samples = models.JSONField(_("samples"), default=list)
    mapping = models.JSONField(_("mapping"), default=dict)
    mapping_name = models.CharField(_("name of the mapping"), max_length=60, blank=True)
    is_historical = models.BooleanField(_("historical"), default=False)
    keep_good = models.BooleanField(_("only the good rows"), default=False)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.UPLOADED)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    new_count = models.PositiveIntegerField(_("new"), default=0)
    changed_count = models.PositiveIntegerField(_("changed"), default=0)
    same_count = models.PositiveIntegerField(_("same"), default=0)
    error_count = models.PositiveIntegerField(_("errors"), default=0)
    created_at = models.DateTimeField(_("uploaded at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("imported by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import batch")
        verbose_name_plural = _("import batches")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["created_by", "-id"], name="core_import_batch_mine"),
            models.Index(fields=["ledger", "-id"], name="core_import_batch_ledger"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.file_name}"

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what would happen, or has happened, to them."""
        return {
            "rows": self.row_count,
            "new": self.new_count,
            "changed": self.changed_count,
            "same": self.same_count,
            "error": self.error_count,
        }


class ImportRow(models.Model):
    """One staged row: its cells as the file has them, and what would happen to it."""

    class State(models.IntegerChoices):
        ERROR = 0, _("Error")
        CHANGED = 1, _("Changed")
        NEW = 2, _("New")
        SAME = 3, _("Same")

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("batch"), on_delete=models.CASCADE, related_name="staged"
    )
    number = models.PositiveIntegerField(_("row"))
    state = models.PositiveSmallIntegerField(_("outcome"), choices=State)
    cells = models.JSONField(_("cells"))
    outcome = models.JSONField(_("reasons and changes"), null=True, blank=True)

    class Meta:
        verbose_name = _("staged row")
        verbose_name_plural = _("staged rows")
        ordering = ["batch", "state", "number"]
        indexes = [
            models.Index(fields=["batch", "state", "number"], name="core_import_row_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"


class ImportMapping(models.Model):
    """How the headings of one kind of file match our columns, kept by name for everybody."""

    ledger = models.CharField(_("ledger"), max_length=60)
    name = models.CharField(_("name"), max_length=60)
    signature = models.CharField(_("headings it was made for"), max_length=64)
    columns = models.JSONField(_("columns"), default=dict)
    updated_at = models.DateTimeField(_("saved at"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("import mapping")
        verbose_name_plural = _("import mappings")
        ordering = ["ledger", "name"]
        constraints = [
            models.UniqueConstraint(fields=["ledger", "name"], name="core_import_mapping_name")
        ]
        indexes = [
            models.Index(fields=["ledger", "signature"], name="core_import_mapping_headings")
        ]

    def __str__(self) -> str:
        return f"{self.ledger} · {self.name}"
