"""Product categories and products."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import history
from core.locking import Versioned
from core.money import PriceField, RateField
from core.search_text import SearchText
from products.enums import Route

if TYPE_CHECKING:
    from accounts.models import User


class ProductCategory(models.Model):
    """A product family; its route says who makes its goods ready."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent category"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    route = models.CharField(_("route"), max_length=20, choices=Route, default=Route.PRODUCTION)
    is_active = models.BooleanField(_("active"), default=True)

    history = history()

    class Meta:
        verbose_name = _("product category")
        verbose_name_plural = _("product categories")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def clean(self) -> None:
        """Refuse a category below itself."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A category cannot stand below itself.")})
            seen.add(above.pk)
            above = above.parent


class ProductQuerySet(models.QuerySet["Product"]):
    """Products by who may see them."""

    def visible_to(self, user: "User") -> "ProductQuerySet":
        """Everybody with a role sees the catalogue; prices are held back by secrecy."""
        return self if user.is_active and user.role_codes else self.none()

    def on_sale(self) -> "ProductQuerySet":
        """Products that may stand on a new order line."""
        return self.filter(is_active=True)


class Product(Versioned, SearchText):
    """A product (SKU). List and floor price are in CNY, with tax when ``prices_include_tax``.

    ``cost`` is untaxed, per unit, and copied onto each order line as it was that day.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    specification = models.CharField(_("specification"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=20)
    category = models.ForeignKey(
        ProductCategory,
        verbose_name=_("product category"),
        on_delete=models.PROTECT,
        related_name="products",
    )
    list_price = PriceField(_("list price"), default=0)
    floor_price = PriceField(_("floor price"), default=0)
    prices_include_tax = models.BooleanField(_("prices include tax"), default=True)
    cost = PriceField(_("cost"), default=0)
    tax_rate = RateField(_("tax rate"), default="0.1300")
    lead_days = models.PositiveSmallIntegerField(_("lead days"), default=7)
    is_special = models.BooleanField(_("special"), default=False)
    is_active = models.BooleanField(_("on sale"), default=True)
    season = models.CharField(_("season"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = ProductQuerySet.as_manager()
    history = history()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["category", "code"], name="products_product_category"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(list_price__gte=0, floor_price__gte=0, cost__gte=0),
                name="products_product_prices_positive",
            ),
            models.CheckConstraint(
                condition=models.Q(tax_rate__gte=0, tax_rate__lt=1),
                name="products_product_tax_rate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


__all__ = ["Product", "ProductCategory", "ProductQuerySet"]
