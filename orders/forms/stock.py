"""Goods taken in or counted: a head and rows of products."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.ui.forms import Form
from orders.enums import StockKind
from products.models import Product

from .goods import WarehouseChoice


class StockInForm(Form):
    """Where from, where to, when."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[
            (StockKind.PRODUCTION_IN.value, StockKind.PRODUCTION_IN.label),
            (StockKind.PURCHASE_IN.value, StockKind.PURCHASE_IN.label),
        ],
    )
    warehouse = WarehouseChoice()
    on = forms.DateField(label=gettext_lazy("Taken in on"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)
    layout = [("kind", 3), ("warehouse", 3), ("on", 2), ("note", 4)]


class StockCountForm(Form):
    """Where and when it was counted."""

    warehouse = WarehouseChoice(every=True)
    on = forms.DateField(label=gettext_lazy("Counted on"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)
    layout = [("warehouse", 4), ("on", 3), ("note", 5)]


class StockLineForm(forms.Form):
    """A product and its quantity."""

    product = forms.ModelChoiceField(Product.objects.all(), required=False)
    product_text = forms.CharField(required=False)
    quantity = forms.DecimalField(
        max_digits=15, decimal_places=3, min_value=Decimal(0), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        product, text = cleaned.get("product"), (cleaned.get("product_text") or "").strip()
        if product is None and text and "product" not in self.errors:
            product = Product.objects.filter(code=text).first()
            cleaned["product"] = product
            if product is None:
                self.add_error("product", _("There is no product “%(code)s”.") % {"code": text})
        if product is not None and cleaned.get("quantity") is None and not self.errors:
            self.add_error("quantity", _("How many?"))
        return cleaned


class BaseStockFormSet(forms.BaseFormSet):
    """The rows; empty ones count for nothing."""

    def typed(self) -> list[tuple[Product, Decimal]]:
        """Products and quantities."""
        rows = [row.cleaned_data for row in self.forms if row.cleaned_data.get("product")]
        return [(row["product"], row["quantity"]) for row in rows]

    def shown(self) -> list[dict[str, Any]]:
        """The rows that were typed, as the template writes them again."""
        if not self.is_bound:
            return []
        made = []
        for row in self.forms:
            key = row["product"].value() or ""
            known = Product.objects.filter(pk=key).first() if str(key).isdecimal() else None
            text, number = row["product_text"].value() or "", row["quantity"].value() or ""
            if known or text or number:
                made.append(
                    {"product": known, "text": text, "quantity": number, "errors": row.errors}
                )
        return made
