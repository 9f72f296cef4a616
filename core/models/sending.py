"""What was sent to people, and who has read it, 回执."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.clock import SHANGHAI


class SendingQuerySet(models.QuerySet["Sending"]):
    """What was sent."""

    def visible_to(self, user: Any) -> "SendingQuerySet":
        """What one sent or was sent; who watches over the reading, all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("core.view_sending"):
            return self
        mine = ReadReceipt.objects.filter(person=user).values("sending")
        return self.filter(Q(sent_by=user) | Q(pk__in=mine))

    def of(self, subject: models.Model) -> "SendingQuerySet":
        """The sendings of one record."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)


class Sending(models.Model):
    """One record sent to some people at a moment.

    What ``asks_for_word`` counts as read only when the reader says so.
    """

    subject_type = models.ForeignKey(
        ContentType, verbose_name=_("kind of record"), on_delete=models.PROTECT, related_name="+"
    )
    subject_id = models.BigIntegerField(_("record"))
    subject = GenericForeignKey("subject_type", "subject_id")
    subject_text = models.CharField(_("what was sent"), max_length=200)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("person", "sent by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(_("sent at"))
    asks_for_word = models.BooleanField(_("has to be confirmed"), default=False)
    people_count = models.PositiveIntegerField(_("people"), default=0)
    read_count = models.PositiveIntegerField(_("have read"), default=0)
    chased_at = models.DateTimeField(_("chased at"), null=True, blank=True)
    chased_times = models.PositiveSmallIntegerField(_("times chased"), default=0)

    objects = SendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("sending")
        verbose_name_plural = _("sendings")
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="core_sending_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_count__lte=F("people_count")), name="core_sending_read"
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.subject_text} · {self.sent_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} · #{self.pk}"
        )


class ReadReceipt(models.Model):
    """One person to whom something was sent, and when they read it."""

    sending = models.ForeignKey(
        Sending, verbose_name=_("sending"), on_delete=models.CASCADE, related_name="readers"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("read by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    opened_at = models.DateTimeField(pgettext_lazy("reading", "opened at"), null=True, blank=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)

    class Meta:
        verbose_name = _("read receipt")
        verbose_name_plural = _("read receipts")
        ordering = ["sending", "read_at", "id"]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(read_at__isnull=True),
                name="core_read_receipt_unread",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sending", "person"], name="core_read_receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sending} → {self.person}"
