"""Warehouses, stock movements and balances."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.money import QuantityField
from orders.enums import StockKind, WarehouseUse
from products.models import Product


class Warehouse(models.Model):
    """A place where goods lie."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=60)
    use = models.CharField(_("use"), max_length=10, choices=WarehouseUse, default=WarehouseUse.SALE)
    is_default = models.BooleanField(_("default"), default=False)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("warehouse")
        verbose_name_plural = _("warehouses")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"],
                condition=Q(is_default=True),
                name="orders_warehouse_one_default",
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(use=WarehouseUse.SALE),
                name="orders_warehouse_default_for_sale",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class StockBalance(models.Model):
    """What lies in a warehouse and what of it is promised; changed only with its movements."""

    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), on_delete=models.PROTECT, related_name="balances"
    )
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="balances"
    )
    on_hand = QuantityField(_("on hand"), default=0)
    reserved = QuantityField(_("reserved"), default=0)

    class Meta:
        verbose_name = _("stock balance")
        verbose_name_plural = _("stock balances")
        ordering = ["warehouse", "product"]
        constraints = [
            models.UniqueConstraint(
                fields=["warehouse", "product"], name="orders_stock_balance_once"
            ),
            models.CheckConstraint(condition=Q(on_hand__gte=0), name="orders_stock_never_negative"),
            models.CheckConstraint(
                condition=Q(reserved__gte=0) & Q(reserved__lte=F("on_hand")),
                name="orders_stock_reserved_in_hand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.warehouse.code} · {self.product.code}"


class StockMovement(models.Model):
    """A dated movement of goods, in +, out −; append-only."""

    warehouse = models.ForeignKey(
        Warehouse, verbose_name=_("warehouse"), on_delete=models.PROTECT, related_name="movements"
    )
    product = models.ForeignKey(
        Product, verbose_name=_("product"), on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=StockKind)
    moved_on = models.DateField(_("date"))
    quantity = QuantityField(_("quantity"))
    document = models.CharField(_("document"), max_length=60, blank=True)
    line = models.ForeignKey(
        "orders.OrderLine",
        verbose_name=_("order line"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        ordering = ["-moved_on", "-id"]
        indexes = [
            models.Index(fields=["product", "moved_on", "id"], name="orders_stock_product"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(quantity=0), name="orders_stock_movement_nonzero"),
        ]

    def __str__(self) -> str:
        return f"{self.moved_on:%Y-%m-%d} {self.product.code} {self.quantity} · {self.pk}"
