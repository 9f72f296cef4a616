"""Errors found after verification, 差错登记."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import people
from core.secrecy import AMOUNT


class ErrorKind(models.TextChoices):
    """What was wrong."""

    PRICE = "price", pgettext_lazy("error", "Price")
    QUANTITY = "quantity", pgettext_lazy("error", "Quantity")
    SPECIFICATION = "specification", pgettext_lazy("error", "Specification")
    DELIVERY = "delivery", pgettext_lazy("error", "Delivery date")
    CUSTOMER = "customer", pgettext_lazy("error", "Wrong customer")
    AMOUNT = "amount", pgettext_lazy("error", "Amount")
    OMISSION = "omission", pgettext_lazy("error", "Left out")
    DUPLICATE = "duplicate", pgettext_lazy("error", "Entered twice")
    REPORT = "report", pgettext_lazy("error", "Figure of a report")
    OTHER = "other", pgettext_lazy("error", "Other")


class ErrorCause(models.TextChoices):
    """Why it went wrong."""

    TYPED = "typed", pgettext_lazy("cause", "Typed wrongly")
    MISREAD = "misread", pgettext_lazy("cause", "Misread or misheard")
    NOT_CHECKED = "not_checked", pgettext_lazy("cause", "Not checked")
    RULE = "rule", pgettext_lazy("cause", "Rule not known")
    SOURCE = "source", pgettext_lazy("cause", "Source was wrong")
    TOLD_LATE = "told_late", pgettext_lazy("cause", "Told too late")
    CUSTOMER = "customer", pgettext_lazy("cause", "The customer's own")
    OTHER = "other", pgettext_lazy("cause", "Other")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Registered errors."""

    def about(self, subject: models.Model) -> "CorrectionQuerySet":
        """Those of one record."""
        kind = ContentType.objects.get_for_model(subject)
        return self.filter(subject_type=kind, subject_id=subject.pk)

    def visible_to(self, user: Any) -> "CorrectionQuerySet":
        """Those one made, found or registered, and those of the people one watches over; who
        appraises or audits, all."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm("core.review_corrections"):
            return self
        mine = Q(made_by=user) | Q(found_by=user) | Q(registered_by=user)
        if user.has_perm("core.view_all_corrections"):
            mine |= Q(made_by__in=people.watched_by(user)) | Q(made_by=None)
        return self.filter(mine)


class Correction(models.Model):
    """One error: what, why, in which record, whose, found by whom, corrected when."""

    kind = models.CharField(_("kind"), max_length=20, choices=ErrorKind)
    cause = models.CharField(_("cause"), max_length=20, choices=ErrorCause)
    description = models.CharField(_("what was wrong"), max_length=300, blank=True)
    subject_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of record"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    subject_id = models.BigIntegerField(_("record"), null=True, blank=True)
    subject = GenericForeignKey("subject_type", "subject_id")
    subject_text = models.CharField(_("record"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("found by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    found_on = models.DateField(_("found on"))
    corrected_on = models.DateField(_("corrected on"), null=True, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registered by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    registered_at = models.DateTimeField(_("registered at"))
    # The correction that was made after verification is entered once.
    once = models.CharField(_("occasion"), max_length=80, blank=True)

    objects = CorrectionQuerySet.as_manager()
    # What was wrong is told in words, and words may name a price.
    SECRET_FIELDS = {"description": AMOUNT, "reason": AMOUNT}

    class Meta:
        verbose_name = _("registered error")
        verbose_name_plural = _("registered errors")
        ordering = ["-found_on", "-id"]
        indexes = [
            models.Index(fields=["made_by", "found_on"], name="core_correction_person"),
            models.Index(fields=["subject_type", "subject_id"], name="core_correction_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrected_on__isnull=True) | Q(corrected_on__gte=F("found_on")),
                name="core_correction_order",
            ),
            models.UniqueConstraint(
                fields=["once"], condition=~Q(once=""), name="core_correction_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.get_kind_display()} · {self.subject_text or self.found_on}"
