"""A report, frozen: its figures can be read again for ever."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.selectors import narrow
from core.money import MoneyField
from orders.enums import Basis
from reports.enums import ReportKind

if TYPE_CHECKING:
    from accounts.models import User


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports by who may see them."""

    def visible_to(self, user: "User") -> "ReportQuerySet":
        """Company reports are for those who see everything."""
        return narrow(self, user)


class Report(models.Model):
    """The figures of one period and basis as they were, with their digest.

    A later correction is the next revision; what was frozen is never written again.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    basis = models.CharField(_("basis"), max_length=10, choices=Basis, default=Basis.ORDER)
    includes_tax = models.BooleanField(_("with tax"), default=True)
    includes_returns = models.BooleanField(_("returns deducted"), default=True)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    revision_reason = models.CharField(_("reason of the revision"), max_length=500, blank=True)
    amount = MoneyField(_("amount"), default=0)
    figures = models.JSONField(_("figures"))
    digest = models.CharField(_("digest"), max_length=64)
    due_at = models.DateTimeField(pgettext_lazy("report", "due"), null=True, blank=True)
    frozen_at = models.DateTimeField(_("frozen at"))
    is_caught_up = models.BooleanField(_("made up for a missed run"), default=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = pgettext_lazy("records", "reports")
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "from_on", "basis", "includes_tax", "includes_returns", "revision"],
                name="reports_report_once",
            ),
        ]

    def __str__(self) -> str:
        words = [f"{self.get_kind_display()} {self.from_on:%Y-%m-%d}"]
        if self.from_on != self.to_on:
            words[0] += f" – {self.to_on:%Y-%m-%d}"
        words.append(self.get_basis_display())
        if not self.includes_tax:
            words.append(gettext("without tax"))
        if not self.includes_returns:
            words.append(gettext("returns not deducted"))
        if self.revision > 1:
            words.append(gettext("revision %(n)d") % {"n": self.revision})
        return " · ".join(words)
