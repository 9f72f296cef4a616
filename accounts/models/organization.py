"""Departments and sales regions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import history


class Department(models.Model):
    """A department of the company."""

    class Kind(models.TextChoices):
        SALES = "sales", _("Sales")
        PRODUCTION = "production", _("Production")
        PURCHASING = "purchasing", _("Purchasing")
        WAREHOUSE = "warehouse", _("Warehouse")
        FINANCE = "finance", _("Finance")
        HR = "hr", _("Human resources")
        TECHNICAL = "technical", _("Technical")
        OTHER = "other", _("Other")

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", verbose_name=_("parent"), on_delete=models.PROTECT, null=True, blank=True
    )
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("head"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    is_active = models.BooleanField(_("active"), default=True)

    history = history()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Region(models.Model):
    """A sales region, 片区."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    is_active = models.BooleanField(_("active"), default=True)

    history = history()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
