"""Amounts in CNY, and beside them what the paper itself says in another currency."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.money import Amounts, MoneyField


class InCurrency(models.Model):
    """A paper or a line of one: its amounts are in CNY, so that any of them can be added up.

    One in another currency keeps here what it says in that currency; one in CNY keeps nothing.
    """

    foreign_net_amount = MoneyField(_("foreign amount without tax"), null=True, blank=True)
    foreign_gross_amount = MoneyField(_("foreign amount with tax"), null=True, blank=True)

    if TYPE_CHECKING:
        net_amount: models.Field[Decimal, Decimal]
        tax_amount: models.Field[Decimal, Decimal]
        gross_amount: models.Field[Decimal, Decimal]

    class Meta:
        abstract = True

    @property
    def stated(self) -> Amounts:
        """The amounts as the paper states them, in its own currency."""
        net, gross = self.foreign_net_amount, self.foreign_gross_amount
        if net is None or gross is None:
            return Amounts(self.net_amount, self.tax_amount, self.gross_amount)
        return Amounts(net, gross - net, gross)
