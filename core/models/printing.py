"""What was printed, and what stands above every form."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .attachment import Blob


class PrintRecord(models.Model):
    """One print of one form of one record; the number stands on the sheet."""

    STAYS_WITH_SUBJECT = "its number counts the prints of that record"

    form = models.CharField(_("form"), max_length=60)
    subject_type = models.ForeignKey(
        ContentType,
        verbose_name=_("kind of record"),
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    subject_id = models.BigIntegerField(_("record"))
    number = models.PositiveIntegerField(_("which print"))
    paper = models.CharField(_("paper"), max_length=20)
    digest = models.CharField(_("SHA-256"), max_length=64)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("printed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    printed_at = models.DateTimeField(_("printed at"))

    class Meta:
        verbose_name = _("print")
        verbose_name_plural = _("prints")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "form", "number"],
                name="core_printrecord_once",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="core_printrecord_number_counts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.subject_id} #{self.number}"


class CompanyHeading(models.Model):
    """The company as it stands on its forms. There is one row."""

    name = models.CharField(_("name"), max_length=100)
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    bank_name = models.CharField(_("bank"), max_length=100, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=60, blank=True)
    logo = models.ForeignKey(
        Blob,
        verbose_name=_("logo"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("company heading")
        verbose_name_plural = _("company heading")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="core_companyheading_one"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
