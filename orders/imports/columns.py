"""The columns of orders and of their lines."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import Region, User
from core.imports import ImportColumn, ImportContext
from core.imports.references import by_any_of
from customers.models import Customer, RetentionTerms
from customers.selectors import merged_pks
from orders.enums import FreightTerms
from orders.models import Order
from products.models import Product


def customer_codes(_context: ImportContext) -> Iterable[str]:
    """What an unknown customer may have been."""
    return Customer.objects.open().values_list("code", flat=True)[:5000]


def customers_named(texts: set[str], context: ImportContext) -> dict[str, Any]:
    """Customers by code or name; one that was merged is the one it went into."""
    merged = merged_pks()
    found = by_any_of(Customer, "code", "name")(texts, context)
    return {text: merged.get(pk, pk) for text, pk in found.items()}


def product_codes(_context: ImportContext) -> Iterable[str]:
    """What an unknown product may have been."""
    return Product.objects.values_list("code", flat=True)[:5000]


def order_ids(texts: set[str], _context: ImportContext) -> dict[str, Any]:
    """Orders by their own number or by the number at their source."""
    found: dict[str, Any] = {}
    for field in ("source_number", "number"):
        rows = Order.objects.filter(**{f"{field}__in": list(texts)}).order_by("-pk")
        found.update({str(text): pk for text, pk in rows.values_list(field, "pk")})
    return found


HEAD = [
    ImportColumn(
        "number",
        gettext_lazy("Order number"),
        kind="code",
        required=True,
        aliases=["订单号", "订单编号", "单号", "订单 ID", "OrderID", "销售订单号"],
        example="XS-2026-0118",
        max_length=40,
    ),
    ImportColumn(
        "customer",
        gettext_lazy("Customer code"),
        kind="lookup",
        required=True,
        lookup=customers_named,
        suggest=customer_codes,
        aliases=["客户编码", "客户编号", "客户", "客户 ID", "CustomerID", "客户名称"],
        example="C00412",
    ),
    ImportColumn(
        "ordered_on",
        gettext_lazy("Order date"),
        kind="date",
        required=True,
        aliases=["订单日期", "下单日期", "日期", "OrderDate"],
        example="2026-11-20",
    ),
    ImportColumn(
        "customer_order_number",
        gettext_lazy("Customer's number"),
        kind="code",
        head=True,
        aliases=["客户单号", "客户订单号", "客户 PO"],
        max_length=60,
    ),
    ImportColumn(
        "salesperson",
        gettext_lazy("Salesperson"),
        kind="lookup",
        head=True,
        lookup=by_any_of(User, "username", "full_name", "employee_number"),
        suggest=lambda _context: User.objects.values_list("full_name", flat=True),
        aliases=["业务员", "销售员", "EmployeeID"],
    ),
    ImportColumn(
        "region",
        gettext_lazy("Region"),
        kind="lookup",
        head=True,
        lookup=by_any_of(Region, "code", "name"),
        aliases=["片区", "地区", "大区", "区域"],
    ),
    ImportColumn(
        "requested_on",
        gettext_lazy("Requested for"),
        kind="date",
        aliases=["要求交期", "交货日期", "要求日期", "RequiredDate"],
    ),
    ImportColumn(
        "shipped_on",
        gettext_lazy("Shipped on"),
        kind="date",
        aliases=["发货日期", "出库日期", "ShippedDate"],
    ),
    ImportColumn(
        "freight_amount",
        gettext_lazy("Freight amount"),
        kind="money",
        minimum=0,
        head=True,
        aliases=["运费", "Freight"],
    ),
    ImportColumn(
        "freight_terms",
        gettext_lazy("Freight borne by"),
        kind="choice",
        choices=FreightTerms.choices,
        head=True,
        aliases=["运费承担"],
    ),
    ImportColumn(
        "retention_rate",
        gettext_lazy("Retention money %"),
        kind="rate",
        minimum=0,
        maximum=RetentionTerms.MOST_RATE,
        head=True,
        aliases=["质保金比例", "质保金率", "质量保证金比例"],
        example="5%",
        hint=gettext_lazy("Empty: the customer's"),
    ),
    ImportColumn(
        "retention_months",
        gettext_lazy("Retention months"),
        kind="integer",
        minimum=1,
        maximum=RetentionTerms.MOST_MONTHS,
        head=True,
        aliases=["质保期(月)", "质保月数"],
        example="12",
        hint=gettext_lazy("Empty: the customer's"),
    ),
    ImportColumn(
        "delivery_address",
        gettext_lazy("Delivery address"),
        head=True,
        aliases=["收货地址", "送货地址", "ShipAddress"],
        max_length=300,
    ),
    ImportColumn(
        "delivery_recipient",
        gettext_lazy("Recipient"),
        head=True,
        aliases=["收货人", "ShipName"],
        max_length=60,
    ),
    ImportColumn("note", gettext_lazy("Remarks"), head=True, aliases=["备注"], max_length=500),
]

LINE = [
    ImportColumn(
        "product",
        gettext_lazy("Product code"),
        kind="lookup",
        lookup=by_any_of(Product, "code", "name"),
        suggest=product_codes,
        aliases=[
            *("产品编码", "商品编码", "物料编码", "产品", "产品 ID", "ProductID", "产品名称"),
            *("存货编码", "产品编号", "品号", "料号", "货号"),
        ],
        example="ISG65-160A",
    ),
    ImportColumn(
        "quantity",
        gettext_lazy("Quantity"),
        kind="quantity",
        aliases=["数量", "订货数量", "采购数量", "Quantity"],
        example="20",
    ),
    ImportColumn(
        "unit_price",
        gettext_lazy("Unit price"),
        kind="price",
        minimum=0,
        aliases=["单价", "含税单价", "UnitPrice"],
        example="2340",
    ),
    ImportColumn(
        "amount",
        gettext_lazy("Amount"),
        kind="number",
        minimum=0,
        aliases=["金额", "价税合计", "销售额"],
    ),
    ImportColumn(
        "discount",
        gettext_lazy("Discount"),
        kind="rate",
        minimum=0,
        maximum=1,
        aliases=["折扣", "Discount"],
    ),
    ImportColumn(
        "includes_tax",
        gettext_lazy("Price includes tax"),
        kind="bool",
        default=True,
        aliases=["含税", "是否含税"],
    ),
    ImportColumn("tax_rate", gettext_lazy("Tax rate"), kind="rate", aliases=["税率"]),
    ImportColumn("profit", gettext_lazy("Gross profit"), kind="number", aliases=["利润", "毛利"]),
    ImportColumn(
        "unit_cost",
        gettext_lazy("Unit cost"),
        kind="price",
        minimum=0,
        aliases=["成本", "单位成本", "成本单价"],
    ),
]
LINE_NOTES = [
    gettext_lazy(
        "With an amount, the line is worth that amount, rounded half-up to the cent; a discount "
        "beside it counts as taken already, and the unit price is amount ÷ quantity."
    ),
    gettext_lazy("Without an amount, the line is worth quantity × unit price × (1 − discount)."),
    gettext_lazy("A gross profit gives the cost: amount without tax less profit."),
]
