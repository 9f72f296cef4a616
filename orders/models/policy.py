"""The company's rules for orders and money, set by an administrator."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField
from orders.enums import ReceivableSource

from .receivable import Receivable


class SalesPolicy(models.Model):
    """One row: by what receivables arise, what stops an order, limits of time and tolerance."""

    RECEIVABLE_CHOICES = [
        (ReceivableSource.SHIPMENT.value, ReceivableSource.SHIPMENT.label),
        (ReceivableSource.INVOICE.value, ReceivableSource.INVOICE.label),
    ]

    receivable_basis = models.CharField(
        _("receivables arise by"),
        max_length=20,
        choices=RECEIVABLE_CHOICES,
        default=ReceivableSource.SHIPMENT,
    )
    credit_level = models.CharField(
        _("credit exceeded is a"),
        max_length=10,
        choices=[("warning", _("Warning")), ("stop", _("Stop"))],
        default="stop",
    )
    no_limit_level = models.CharField(
        _("credit without an agreed limit is"),
        max_length=10,
        choices=[
            ("pass", _("Not checked")),
            ("warning", _("Warning")),
            ("stop", _("Stop")),
        ],
        default="warning",
        help_text=_("Of customers who pay monthly or after days of credit."),
    )
    overdue_level = models.CharField(
        _("money past due beyond the grace is a"),
        max_length=10,
        choices=[("warning", _("Warning")), ("stop", _("Stop"))],
        default="warning",
    )
    grace_days = models.PositiveSmallIntegerField(
        _("days of grace for what is past due"), default=30
    )
    list_price_tolerance = models.DecimalField(
        _("price below list that warns, %"), max_digits=5, decimal_places=2, default=15
    )
    price_tolerance = models.DecimalField(
        _("price above list, or off the customer's last price, that warns, %"),
        max_digits=5,
        decimal_places=2,
        default=20,
    )
    received_days = models.PositiveSmallIntegerField(
        _("days between receipt and taking down that warn"), default=30
    )
    invoice_tax_tolerance = MoneyField(_("tolerance of an invoice's own tax"), default="0.06")
    acknowledge_hours = models.PositiveSmallIntegerField(
        _("working hours to acknowledge a hand-over"), default=4
    )
    handling_hours = models.PositiveSmallIntegerField(
        _("working hours to handle an order"), default=8
    )

    class Meta:
        verbose_name = _("sales policy")
        verbose_name_plural = _("sales policy")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="orders_policy_one_row"),
        ]

    def __str__(self) -> str:
        return str(_("Sales policy"))

    def clean(self) -> None:
        """Once money is owed by one of the two, the other would have it owed twice or never."""
        kept = SalesPolicy.objects.filter(pk=1).first() or SalesPolicy()
        arisen = Receivable.objects.filter(source=kept.receivable_basis)
        if kept.receivable_basis != self.receivable_basis and arisen.exists():
            raise ValidationError(
                {"receivable_basis": _("Receivables have arisen; this is not changed any more.")}
            )
