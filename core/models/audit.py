"""Who did what, when, to which record, and why; and the seals over it."""

from typing import Any, NoReturn

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.clock import SHANGHAI


class AppendOnly(models.QuerySet):
    """Rows that are written once; triggers refuse what gets past this."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The trail is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The trail is append-only.")


class AuditQuerySet(AppendOnly):
    """Entries of the trail."""

    def about(self, subject: models.Model) -> "AuditQuerySet":
        """What happened to this record, latest first."""
        kind = ContentType.objects.get_for_model(subject, for_concrete_model=True)
        return self.filter(subject_type=kind, subject_id=subject.pk).order_by("-id")


class AuditEntry(models.Model):
    """One thing somebody did. Written once, never changed, sealed in batches."""

    STAYS_WITH_SUBJECT = "what was done was done to that record"

    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    verb = models.CharField(_("verb"), max_length=80)
    subject_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of record"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    subject_id = models.BigIntegerField(_("record"), null=True, blank=True)
    subject_text = models.CharField(_("record as shown"), max_length=200, blank=True)
    changes = models.JSONField(_("changes"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(_("reason"), blank=True)
    batch = models.CharField(_("batch"), max_length=60, blank=True)
    request_id = models.CharField(_("request"), max_length=60, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="core_audit_subject"),
            models.Index(fields=["at"], name="core_audit_at"),
        ]

    def __str__(self) -> str:
        at = self.at.astimezone(SHANGHAI)
        return f"#{self.pk} {at:%Y-%m-%d %H:%M:%S} {self.verb} {self.subject_text}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The trail is append-only.")


class AuditSeal(models.Model):
    """A batch of entries, closed by a digest that also covers the seal before it."""

    first_id = models.BigIntegerField(_("first entry"))
    last_id = models.BigIntegerField(_("last entry"))
    count = models.PositiveIntegerField(_("entries"))
    leaves = models.TextField(_("digests of the entries"))
    previous_digest = models.CharField(_("digest before"), max_length=64, unique=True)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    sealed_at = models.DateTimeField(_("sealed at"))

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("seal of the audit trail")
        verbose_name_plural = _("seals of the audit trail")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.first_id}–{self.last_id} {self.digest[:12]}"
