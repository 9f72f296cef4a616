"""Monthly sales plans."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField


class SalesPlan(models.Model):
    """What a salesperson is to sell in a month of business, with tax, by order date."""

    month_on = models.DateField(_("month"), help_text=_("Any day of it."))
    salesperson = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("salesperson"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    region = models.ForeignKey(
        "accounts.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    amount = MoneyField(_("amount"))

    class Meta:
        verbose_name = _("sales plan")
        verbose_name_plural = _("sales plans")
        ordering = ["-month_on", "salesperson"]
        constraints = [
            models.UniqueConstraint(
                fields=["month_on", "salesperson"], name="reports_plan_month_person"
            ),
            models.CheckConstraint(
                condition=models.Q(month_on__day=1), name="reports_plan_first_of_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m} {self.salesperson}"

    def clean(self) -> None:
        """Whatever day was typed, a plan is its month's."""
        if self.month_on:
            self.month_on = self.month_on.replace(day=1)
