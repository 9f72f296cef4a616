"""Dated movements of sales and the daily and monthly facts summed from them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.money import MoneyField, QuantityField
from customers.selectors import narrow_by_customer
from orders.enums import Basis, MovementKind

if TYPE_CHECKING:
    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL


class SalesMovementQuerySet(models.QuerySet["SalesMovement"]):
    """Movements by who may see them."""

    def visible_to(self, user: "User") -> "SalesMovementQuerySet":
        """Those that counted for the person or the region, and those of the person's customers."""
        return narrow_by_customer(self, user)


class SalesMovement(models.Model):
    """Everything that counts, dated and append-only: a June order changed in July moves July.

    Quantities and amounts are signed and in CNY; cost is as of that day.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=MovementKind)
    moved_on = models.DateField(_("date"))
    order = models.ForeignKey(
        "orders.Order", verbose_name=_("order"), on_delete=models.PROTECT, related_name="movements"
    )
    line = models.ForeignKey(
        "orders.OrderLine",
        verbose_name=_("order line"),
        on_delete=models.PROTECT,
        related_name="movements",
    )
    customer = models.ForeignKey(
        "customers.Customer",
        verbose_name=_("customer"),
        on_delete=models.PROTECT,
        related_name="movements",
    )
    customer_class = models.ForeignKey(
        "customers.CustomerClass",
        verbose_name=_("customer class"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    product = models.ForeignKey(
        "products.Product",
        verbose_name=_("product"),
        on_delete=models.PROTECT,
        related_name="movements",
    )
    category = models.ForeignKey(
        "products.ProductCategory",
        verbose_name=_("product category"),
        on_delete=models.PROTECT,
        related_name="+",
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
        related_name="+",
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    quantity = QuantityField(_("quantity"))
    net_amount = MoneyField(_("amount without tax"))
    tax_amount = MoneyField(_("tax"))
    gross_amount = MoneyField(_("amount with tax"))
    cost_amount = MoneyField(_("cost"))
    document = models.CharField(_("document"), max_length=60, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = SalesMovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("sales movement")
        verbose_name_plural = _("sales movements")
        ordering = ["moved_on", "id"]
        indexes = [
            models.Index(fields=["moved_on", "kind"], name="orders_movement_day"),
            models.Index(fields=["line"], name="orders_movement_line"),
            models.Index(fields=["customer", "moved_on"], name="orders_movement_customer"),
            models.Index(fields=["product", "moved_on"], name="orders_movement_product"),
            # What a customer paid last for a product, asked on each order's way.
            models.Index(
                fields=["customer", "product"],
                name="orders_movement_confirmed",
                condition=Q(kind=MovementKind.CONFIRMED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.moved_on:%Y-%m-%d} {self.kind} {self.pk}"


class Fact(models.Model):
    """Sums of movements by basis and the keys every report groups by; returns stand apart.

    Return quantities and amounts are positive: in − out is a subtraction.
    """

    basis = models.CharField(_("basis"), max_length=10, choices=Basis)
    salesperson = models.ForeignKey(
        PEOPLE, verbose_name=_("salesperson"), on_delete=models.CASCADE, related_name="+"
    )
    region = models.ForeignKey(
        "accounts.Region",
        verbose_name=_("region"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    category = models.ForeignKey(
        "products.ProductCategory",
        verbose_name=_("product category"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    customer_class = models.ForeignKey(
        "customers.CustomerClass",
        verbose_name=_("customer class"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    quantity = QuantityField(_("quantity"), default=0)
    net_amount = MoneyField(_("amount without tax"), default=0)
    gross_amount = MoneyField(_("amount with tax"), default=0)
    cost_amount = MoneyField(_("cost"), default=0)
    return_quantity = QuantityField(_("returned quantity"), default=0)
    return_net_amount = MoneyField(_("returned without tax"), default=0)
    return_gross_amount = MoneyField(_("returned with tax"), default=0)
    return_cost_amount = MoneyField(_("cost of returns"), default=0)

    class Meta:
        abstract = True


class DailyFact(Fact):
    """The sums of one day; derived, rebuilt whole from its movements."""

    day_on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("daily fact")
        verbose_name_plural = _("daily facts")
        indexes = [models.Index(fields=["basis", "day_on"], name="orders_daily_fact_day")]

    def __str__(self) -> str:
        return f"{self.day_on:%Y-%m-%d} {self.basis} {self.pk}"


class MonthlyFact(Fact):
    """The sums of one calendar month, from its daily facts."""

    month_on = models.DateField(_("month"))

    class Meta:
        verbose_name = _("monthly fact")
        verbose_name_plural = _("monthly facts")
        indexes = [models.Index(fields=["basis", "month_on"], name="orders_monthly_fact_month")]

    def __str__(self) -> str:
        return f"{self.month_on:%Y-%m} {self.basis} {self.pk}"


class DirtyDay(models.Model):
    """A mark that a day's facts must be built again, written with the movement that touched it.

    Not unique: each transaction writes its own mark, so that none waits for another.
    """

    day_on = models.DateField(_("day"), db_index=True)

    class Meta:
        verbose_name = _("day to rebuild")
        verbose_name_plural = _("days to rebuild")
        ordering = ["day_on"]

    def __str__(self) -> str:
        return f"{self.day_on:%Y-%m-%d} · {self.pk}"
