"""The register of invoices, blue and red."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.history import history
from core.locking import Versioned
from core.money import MoneyField, QuantityField, RateField
from core.stamps import Created, at_moment, by_person
from customers.models import Customer
from customers.selectors import narrow_by_customer
from orders.enums import INVOICE_MOVES, InvoiceKind, InvoiceStatus

from .currency import InCurrency
from .line import OrderLine
from .shipment import SalesReturn

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Invoices by who may see their customer's money."""

    def visible_to(self, user: "User") -> "InvoiceQuerySet":
        """Those in the name, of the customers or of the region of the person."""
        return narrow_by_customer(self, user)


class Invoice(InCurrency, Versioned, Created):
    """An invoice: applied → issued → sent → received. A red one carries negative amounts.

    Unique by (code, number); fully digital ones have no code and 20 digits.
    """

    MOVES = INVOICE_MOVES

    application_number = models.CharField(_("application number"), max_length=40, unique=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=InvoiceKind, default=InvoiceKind.DIGITAL_SPECIAL
    )
    code = models.CharField(_("invoice code"), max_length=12, blank=True)
    number = models.CharField(_("invoice number"), max_length=20, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=InvoiceStatus, default=InvoiceStatus.APPLIED
    )
    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.PROTECT, related_name="invoices"
    )
    salesperson = models.ForeignKey(
        PEOPLE, verbose_name=_("salesperson"), on_delete=models.PROTECT, related_name="+"
    )
    region = models.ForeignKey(
        "accounts.Region",
        verbose_name=_("region"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    title = models.CharField(_("invoice title"), max_length=200, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    applied_on = models.DateField(_("applied on"))
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    net_amount = MoneyField(_("amount without tax"), default=0)
    tax_amount = MoneyField(_("tax"), default=0)
    gross_amount = MoneyField(_("amount with tax"), default=0)
    over_shipped_reason = models.CharField(
        _("reason for invoicing above what was shipped"), max_length=200, blank=True
    )
    is_red = models.BooleanField(_("red letter"), default=False)
    red_of = models.ForeignKey(
        "self",
        verbose_name=_("reverses"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="red_letters",
    )
    sales_return = models.ForeignKey(
        SalesReturn,
        verbose_name=_("return"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="red_letters",
    )
    red_confirmation = models.CharField(_("red confirmation number"), max_length=40, blank=True)
    red_began_by = models.CharField(_("red letter begun by"), max_length=20, blank=True)
    red_confirmed_on = models.DateField(_("red letter confirmed on"), null=True, blank=True)
    red_reason = models.CharField(_("reason of the red letter"), max_length=200, blank=True)
    sent_on = models.DateField(_("sent on"), null=True, blank=True)
    sent_by_way = models.CharField(pgettext_lazy("way", "sent by"), max_length=60, blank=True)
    courier_number = models.CharField(_("courier number"), max_length=60, blank=True)
    received_on = models.DateField(pgettext_lazy("invoice", "received on"), null=True, blank=True)
    issued_by = by_person(_("issued by"))
    issued_at = at_moment(_("registered at"))
    is_historical = models.BooleanField(_("historical"), default=False, editable=False)

    objects = InvoiceQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["status", "id"], name="orders_invoice_status"),
            models.Index(fields=["issued_on", "id"], name="orders_invoice_issued_on"),
            models.Index(fields=["customer", "issued_on"], name="orders_invoice_customer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "number"],
                condition=~Q(number=""),
                name="orders_invoice_number_once",
            ),
            models.CheckConstraint(
                condition=Q(gross_amount=Round(F("net_amount") + F("tax_amount"), precision=2)),
                name="orders_invoice_net_and_tax",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}".strip() or self.application_number


class InvoiceLine(InCurrency, models.Model):
    """What an invoice charges of an order line."""

    invoice = models.ForeignKey(
        Invoice, verbose_name=_("invoice"), on_delete=models.CASCADE, related_name="lines"
    )
    line = models.ForeignKey(
        OrderLine,
        verbose_name=_("order line"),
        on_delete=models.PROTECT,
        related_name="invoice_lines",
    )
    quantity = QuantityField(_("quantity"))
    tax_rate = RateField(_("tax rate"))
    net_amount = MoneyField(_("amount without tax"))
    tax_amount = MoneyField(_("tax"))
    gross_amount = MoneyField(_("amount with tax"))
    cost_amount = MoneyField(_("cost"), default=0)
    red_of = models.ForeignKey(
        "self",
        verbose_name=_("reverses"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="red_lines",
    )

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["invoice", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="orders_invoice_line_nonzero"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice} · {self.pk}"

    @property
    def secrecy_subject(self) -> "Invoice":
        """What is secret here is asked of the record it belongs to."""
        return self.invoice
