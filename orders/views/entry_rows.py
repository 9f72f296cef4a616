"""The rows of the line grid as the template writes them."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from orders.forms.entry_lines import BaseLineFormSet, LineForm
from products.models import Product

TYPED = (
    "product",
    "product_text",
    "specification",
    "quantity",
    "unit_price",
    "tax_rate",
    "requested_on",
    "confirmed_on",
    "splits",
)
# What customers and other systems write above these columns, for rows pasted with their headings.
ALIASES = {
    "product": "产品编号 产品代码 商品编码 商品编号 物料编码 物料编号 存货编码 "
    "品号 料号 货号 编码 产品 SKU",
    "specification": "规格 规格型号 型号 型号规格",
    "quantity": "数量 订货数量 订单数量 采购数量 件数 Qty Quantity",
    "unit_price": "单价 含税单价 价格 Price UnitPrice",
    "tax_rate": "税率 税率%",
    "requested_on": "要求交期 交期 交货日期 交货期 要求日期 需求日期 到货日期",
    "confirmed_on": "确认交期 承诺交期 答复交期",
}


@dataclass
class RowShown:
    """One row: what stands in each cell, what is wrong with it, and what may be meant."""

    index: int
    values: dict[str, str]
    name: str = ""
    unit: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    guesses: list[dict[str, str]] = field(default_factory=list)

    @property
    def why(self) -> str:
        """The sentence under the row."""
        return " ".join(dict.fromkeys(self.errors.values()))


def rows_shown(formset: BaseLineFormSet) -> list[RowShown]:
    """The filled rows; of a bound grid as typed, of a stored draft as kept."""
    forms = formset.rows() if formset.is_bound else formset.forms
    return [_row(index, form) for index, form in enumerate(forms)]


def _row(index: int, form: LineForm) -> RowShown:
    values = {name: _text(form[name].value()) for name in TYPED}
    product = form.found or form.initial.get("shown")
    if product and not values["product_text"]:
        values["product_text"] = product.code
    if product and not values["product"]:
        values["product"] = str(product.pk)
    errors = {}
    if form.is_bound:
        errors = {name: " ".join(map(str, each)) for name, each in form.errors.items()}
    if form.is_bound and not form.found:
        values["product"] = ""
    return RowShown(
        index=index,
        values=values,
        name=product.name if product else "",
        unit=product.unit if product else "",
        errors=errors,
        guesses=[_guess(guess) for guess in form.guesses],
    )


def _guess(product: Product) -> dict[str, str]:
    fill = {"name": product.name, "specification": product.specification, "unit": product.unit}
    answer = {"id": product.pk, "code": product.code, "text": product.code, "fill": fill}
    return {"code": product.code, "json": json.dumps(answer, ensure_ascii=False)}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        try:
            return f"{value.normalize():f}"
        except InvalidOperation:
            return str(value)
    return str(value)
