"""The lines of an order as they are typed."""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from orders.models import Order
from orders.selectors.products import products_found
from orders.services import LineDraft, SplitDraft
from products.models import Product

DAY = r"(\d{4}-\d{2}-\d{2})"
SPLIT = re.compile(rf"^(\d+(?:\.\d{{1,3}})?)@{DAY}(?:>{DAY})?$")
MAX_LINES = 500


def _split(text: str) -> SplitDraft:
    if match := SPLIT.match(text):
        quantity, *days = match.groups()
        with suppress(ValueError):
            return SplitDraft(Decimal(quantity), *(date.fromisoformat(x) for x in days if x))
    raise ValidationError(_("Write splits as 4@2026-12-04 6@2026-12-18."))


class LineForm(forms.Form):
    """One row of the grid; the product may be typed as code, name or pinyin."""

    product = forms.IntegerField(required=False)
    product_text = forms.CharField(required=False, max_length=200)
    specification = forms.CharField(required=False, max_length=200)
    quantity = forms.DecimalField(
        max_digits=15,
        decimal_places=3,
        error_messages={"required": gettext_lazy("The quantity is missing.")},
    )
    unit_price = forms.DecimalField(max_digits=18, decimal_places=4, min_value=0, required=False)
    tax_rate = forms.DecimalField(
        max_digits=6, decimal_places=4, min_value=0, max_value=Decimal("0.9999"), required=False
    )
    requested_on = forms.DateField(required=False)
    confirmed_on = forms.DateField(required=False)
    splits = forms.CharField(required=False, max_length=600)

    found: Product | None = None
    guesses: list[Product] = []

    def clean_quantity(self) -> Decimal:
        """Above zero, said at the cell."""
        quantity: Decimal = self.cleaned_data["quantity"]
        if quantity <= 0:
            raise ValidationError(_("The quantity must be above 0."))
        return quantity

    def clean_splits(self) -> list[SplitDraft]:
        """``4@2026-12-04 6@2026-12-18>2026-12-21``: so many by that day, confirmed for another."""
        parts = re.split(r"[\s;；,，]+", self.cleaned_data["splits"].strip())
        return [_split(part) for part in parts if part]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        splits, quantity = values.get("splits"), values.get("quantity")
        if splits and quantity and sum(split.quantity for split in splits) != quantity:
            self.add_error("splits", _("The splits do not add up to the quantity."))
        return values

    def draft(self) -> LineDraft:
        """What the service takes."""
        values = self.cleaned_data
        assert self.found is not None  # noqa: S101 - the formset is valid
        return LineDraft(
            product=self.found,
            quantity=values["quantity"],
            unit_price=values["unit_price"],
            tax_rate=values["tax_rate"],
            specification=values["specification"],
            requested_on=values["requested_on"],
            confirmed_on=values["confirmed_on"],
            splits=values["splits"],
        )


class BaseLineFormSet(forms.BaseFormSet):
    """All rows; their products are found in one go."""

    _errors: list[Any]

    def rows(self) -> list[LineForm]:
        """The rows somebody filled."""
        return [form for form in self.forms if form.has_changed()]

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound:
            self._find_products()

    def _find_products(self) -> None:
        rows = self.rows()
        typed = [_typed(row) for row in rows]
        by_key = self._by_key(rows)
        answers = products_found({text for text in typed if text})
        for row, text in zip(rows, typed, strict=True):
            key = row.cleaned_data.get("product") if hasattr(row, "cleaned_data") else None
            answer = answers.get(text)
            if key:
                row.found = by_key.get(key)
            else:
                row.found = answer.found if answer else None
            if row.found is None and hasattr(row, "cleaned_data"):
                row.guesses = answer.guesses if answer else []
                self._say(row, text)

    def _by_key(self, rows: list[LineForm]) -> dict[int, Product]:
        keys = {
            row.cleaned_data["product"]
            for row in rows
            if hasattr(row, "cleaned_data") and row.cleaned_data.get("product")
        }
        return Product.objects.in_bulk(keys) if keys else {}

    def _say(self, row: LineForm, text: str) -> None:
        shown = row.cleaned_data.get("product_text") or text
        sentence = (
            _("%(code)s does not exist.") % {"code": shown} if shown else _("Name the product.")
        )
        row.add_error("product", sentence)
        index = self.forms.index(row)
        self._errors[index] = row.errors


def _typed(row: LineForm) -> str:
    """What was typed where nothing was chosen; a code may be of digits alone."""
    values = getattr(row, "cleaned_data", {})
    return "" if values.get("product") else values.get("product_text") or ""


LineFormSet = forms.formset_factory(
    LineForm, formset=BaseLineFormSet, extra=0, max_num=MAX_LINES, absolute_max=MAX_LINES
)


def lines_initial(order: Order) -> list[dict[str, Any]]:
    """The rows of a stored draft as the grid shows them."""
    lines = order.lines.select_related("product").prefetch_related("splits").order_by("position")
    return [
        {
            "product": line.product_id,
            "product_text": line.product.code,
            "shown": line.product,
            "specification": line.specification,
            "quantity": line.quantity,
            "unit_price": line.unit_price,
            "tax_rate": line.tax_rate,
            "requested_on": line.requested_on,
            # Of a divided line it follows from the deliveries, which may be typed anew.
            "confirmed_on": None if line.splits.all() else line.confirmed_on,
            "splits": " ".join(
                f"{split.quantity.normalize():f}@{split.requested_on:%Y-%m-%d}"
                + (f">{split.confirmed_on:%Y-%m-%d}" if split.confirmed_on else "")
                for split in line.splits.all()
            ),
        }
        for line in lines
    ]
