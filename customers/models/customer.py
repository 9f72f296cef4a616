"""The customer archive."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Region
from accounts.selectors import narrow
from core.history import history
from core.locking import Versioned
from core.money import MoneyField
from core.search_text import SearchText
from core.secrecy import BANK, CREDIT
from customers.enums import (
    CUSTOMER_MOVES,
    AddressKind,
    CustomerStatus,
    Grade,
    SettlementMethod,
)

from .retention import RetentionTerms, retention_within

if TYPE_CHECKING:
    from accounts.models import User


class CustomerClass(models.Model):
    """A class of customers, such as water works, contractors, dealers."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    new_after_months = models.PositiveSmallIntegerField(_("months until lost or new"), default=6)

    history = history()

    class Meta:
        verbose_name = _("customer class")
        verbose_name_plural = _("customer classes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CustomerQuerySet(models.QuerySet["Customer"]):
    """Customers by who may see them."""

    def visible_to(self, user: "User") -> "CustomerQuerySet":
        """Own customers for a salesperson, the region's for its manager, else by role."""
        return narrow(self, user, own="owner", region="region")

    def open(self) -> "CustomerQuerySet":
        """Customers that were not merged into another."""
        return self.filter(merged_into=None)


class Customer(RetentionTerms, Versioned, SearchText):
    """A customer. Credit limit in CNY; a blocked customer gets no new orders.

    What it usually keeps back of a price is what a new order begins with.
    """

    MOVES = CUSTOMER_MOVES
    # What stands on an invoice goes with the bank.
    SECRET_FIELDS = {"invoice_phone": BANK, "retention_rate": CREDIT, "retention_months": CREDIT}
    code = models.CharField(_("customer code"), max_length=40, unique=True)
    name = models.CharField(_("customer name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    match_name = models.CharField(
        _("name for comparing"), max_length=200, editable=False, blank=True, db_index=True
    )
    credit_code = models.CharField(
        _("unified social credit code"), max_length=18, null=True, blank=True, unique=True
    )
    status = models.CharField(
        _("status"), max_length=20, choices=CustomerStatus, default=CustomerStatus.POTENTIAL
    )
    customer_class = models.ForeignKey(
        CustomerClass,
        verbose_name=_("customer class"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
    )
    grade = models.CharField(
        _("grade"), max_length=1, choices=Grade, default=Grade.NONE, blank=True
    )
    industry = models.CharField(_("industry"), max_length=60, blank=True)
    region = models.ForeignKey(
        Region, verbose_name=_("region"), on_delete=models.PROTECT, null=True, blank=True
    )
    province = models.CharField(_("province"), max_length=40, blank=True)
    city = models.CharField(_("city"), max_length=60, blank=True)
    business_scope = models.TextField(_("scope of business"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("salesperson"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="customers",
    )
    settlement_method = models.CharField(
        _("settlement method"),
        max_length=20,
        choices=SettlementMethod,
        default=SettlementMethod.CREDIT_DAYS,
    )
    credit_limit = MoneyField(_("credit limit"), default=0)
    credit_days = models.PositiveSmallIntegerField(_("credit days"), default=30)
    is_blocked = models.BooleanField(_("blocked"), default=False)
    blocked_reason = models.CharField(_("reason of the block"), max_length=500, blank=True)
    invoice_title = models.CharField(_("invoice title"), max_length=200, blank=True)
    tax_number = models.CharField(_("tax number"), max_length=30, blank=True)
    invoice_address = models.CharField(_("invoice address"), max_length=300, blank=True)
    invoice_phone = models.CharField(_("invoice phone"), max_length=40, blank=True)
    bank_name = models.CharField(_("bank"), max_length=120, blank=True)
    bank_account = models.CharField(_("bank account"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=60, blank=True)
    paper_file = models.CharField(_("place of the paper file"), max_length=100, blank=True)
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", verbose_name=_("merged into"), on_delete=models.PROTECT, null=True, blank=True
    )
    note = models.TextField(_("note"), blank=True)
    is_historical = models.BooleanField(_("historical"), default=False, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("customer", "created by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(
        pgettext_lazy("customer", "created at"), null=True, blank=True, editable=False
    )

    objects = CustomerQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["owner", "code"], name="customers_customer_owner"),
            models.Index(fields=["region", "code"], name="customers_customer_region"),
            models.Index(fields=["name", "id"], name="customers_customer_name"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(credit_limit__gte=0), name="customers_customer_credit_limit"
            ),
            models.CheckConstraint(
                condition=retention_within(), name="customers_customer_retention"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_name or self.name}"

    @property
    def pays_later(self) -> bool:
        """Whether goods leave before the money comes."""
        later = (SettlementMethod.MONTHLY, SettlementMethod.CREDIT_DAYS)
        return self.settlement_method in later


class CustomerAddressQuerySet(models.QuerySet["CustomerAddress"]):
    """Addresses by who may see their customer."""

    def visible_to(self, user: "User") -> "CustomerAddressQuerySet":
        """The addresses of the customers this person sees."""
        return narrow(self, user, own="customer__owner", region="customer__region")


class CustomerAddress(Versioned):
    """An address of a customer; the default delivery address fills new orders."""

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.CASCADE, related_name="addresses"
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=AddressKind, default=AddressKind.DELIVERY
    )
    address = models.CharField(_("address"), max_length=300)
    recipient = models.CharField(_("recipient"), max_length=60, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    is_default = models.BooleanField(_("default"), default=False)

    objects = CustomerAddressQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of a customer", "address")
        verbose_name_plural = _("addresses")
        ordering = ["customer", "kind", "-is_default", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "kind"],
                condition=models.Q(is_default=True),
                name="customers_address_one_default",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer.code} · {self.get_kind_display()} · {self.address}"

    @property
    def secrecy_subject(self) -> "Customer":
        """What is secret here is asked of the record it belongs to."""
        return self.customer


class OwnerPeriod(models.Model):
    """Who owned a customer from when to when."""

    customer = models.ForeignKey(
        Customer, verbose_name=_("customer"), on_delete=models.CASCADE, related_name="owner_periods"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("salesperson"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("owner period")
        verbose_name_plural = _("owner periods")
        ordering = ["customer", "-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=models.Q(to_on=None),
                name="customers_owner_period_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer.code} · {self.owner} · {self.from_on:%Y-%m-%d}"
