"""The head and the lines of an order as they are typed."""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import RoleCode
from accounts.models import User
from core.ui.forms import Form, LookupField
from customers.models import Contact, Customer
from orders.enums import FreightTerms, ReceivedVia
from orders.models import Order
from orders.selectors.products import products_found
from orders.services import LineDraft, OrderHead, SplitDraft
from products.models import Product

SELLERS = (
    RoleCode.SALESPERSON,
    RoleCode.REGIONAL_MANAGER,
    RoleCode.SALES_MANAGER,
    RoleCode.ASSISTANT,
    RoleCode.SUPERVISOR,
)
TAX_CHOICES = [("1", gettext_lazy("With tax")), ("0", gettext_lazy("Without tax"))]
SPLIT = re.compile(r"^(\d+(?:\.\d{1,3})?)@(\d{4}-\d{2}-\d{2})$")
MAX_LINES = 500


def _is_with_tax(value: str) -> bool:
    return value != "0"


class ContactField(LookupField):
    """One of the customer's people."""

    def __init__(self, user: User) -> None:
        super().__init__(
            Contact,
            "orders:order_contact_lookup",
            user,
            given_with="customer",
            label=_("Contact"),
            required=False,
        )

    def words(self, record: Contact) -> str:
        return record.name


class OrderForm(Form):
    """The compact head; what is left out is filled from the customer."""

    customer = forms.Field()
    contact = forms.Field(required=False)
    customer_order_number = forms.CharField(
        label=gettext_lazy("Customer's number"), max_length=60, required=False
    )
    received_via = forms.ChoiceField(
        label=gettext_lazy("Received by"), choices=ReceivedVia.choices, required=False
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("Received at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
    )
    salesperson = forms.ModelChoiceField(
        label=gettext_lazy("Salesperson"), queryset=User.objects.none(), required=False
    )
    requested_on = forms.DateField(label=gettext_lazy("Requested for"), required=False)
    prices_include_tax = forms.TypedChoiceField(
        label=gettext_lazy("Unit prices"), choices=TAX_CHOICES, coerce=_is_with_tax
    )
    freight_terms = forms.ChoiceField(
        label=gettext_lazy("Freight"), choices=FreightTerms.choices, required=False
    )
    freight_amount = forms.DecimalField(
        label=gettext_lazy("Freight amount"),
        max_digits=18,
        decimal_places=2,
        min_value=0,
        required=False,
    )
    settlement = forms.CharField(label=gettext_lazy("Settlement"), max_length=100, required=False)
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False)
    exchange_rate = forms.DecimalField(
        label=gettext_lazy("Exchange rate"),
        max_digits=14,
        decimal_places=6,
        min_value=Decimal("0.000001"),
        required=False,
    )
    delivery_address = forms.CharField(
        label=gettext_lazy("Delivery address"), max_length=300, required=False
    )
    delivery_recipient = forms.CharField(
        label=gettext_lazy("Recipient"), max_length=60, required=False
    )
    delivery_phone = forms.CharField(
        label=gettext_lazy("Recipient's phone"), max_length=40, required=False
    )
    note = forms.CharField(label=gettext_lazy("Remarks"), max_length=500, required=False)

    layout: ClassVar[list[tuple[str, int]]] = [
        ("customer", 4),
        ("contact", 2),
        ("customer_order_number", 2),
        ("received_via", 2),
        ("received_at", 2),
        ("salesperson", 2),
        ("requested_on", 2),
        ("prices_include_tax", 2),
        ("settlement", 2),
        ("freight_terms", 2),
        ("freight_amount", 2),
        ("currency", 1),
        ("exchange_rate", 1),
        ("delivery_address", 4),
        ("delivery_recipient", 2),
        ("delivery_phone", 2),
        ("note", 2),
    ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lookup = LookupField(Customer, "orders:order_customer_lookup", user)
        lookup.label = _("Customer")
        lookup.widget.attrs["data-focus"] = True
        self.fields["customer"] = lookup
        self.fields["contact"] = ContactField(user)
        self.fields["delivery_address"].widget.attrs |= {
            "data-suggest": reverse("orders:order_address_lookup"),
            "data-with": "customer",
        }
        people = User.objects.with_role(*SELLERS).order_by("full_name", "username")
        self.offer("salesperson", people)
        if isinstance(self.initial.get("prices_include_tax"), bool):
            self.initial["prices_include_tax"] = str(int(self.initial["prices_include_tax"]))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        customer, contact = values.get("customer"), values.get("contact")
        if customer and contact and contact.customer_id != customer.pk:
            self.add_error(
                "contact", _("This person is not of %(name)s.") % {"name": customer.name}
            )
        return values

    def clean_currency(self) -> str:
        """CNY is the empty currency."""
        currency: str = self.cleaned_data["currency"].strip().upper()
        return "" if currency in {"CNY", "RMB"} else currency

    def head(self) -> OrderHead:
        """What the service takes."""
        values = {key: value for key, value in self.cleaned_data.items() if value is not None}
        if not values.get("exchange_rate") or not values.get("currency"):
            values["exchange_rate"] = Decimal(1)
        return OrderHead(**values)


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
    splits = forms.CharField(required=False, max_length=300)

    found: Product | None = None
    guesses: list[Product] = []

    def clean_quantity(self) -> Decimal:
        """Above zero, said at the cell."""
        quantity: Decimal = self.cleaned_data["quantity"]
        if quantity <= 0:
            raise ValidationError(_("The quantity must be above 0."))
        return quantity

    def clean_splits(self) -> list[SplitDraft]:
        """``4@2026-12-04 6@2026-12-18``: so many by that day."""
        splits = []
        for part in re.split(r"[\s;；,，]+", self.cleaned_data["splits"].strip()):
            if not part:
                continue
            match = SPLIT.match(part)
            try:
                day = date.fromisoformat(match.group(2)) if match else None
            except ValueError:
                day = None
            if match is None or day is None:
                raise ValidationError(_("Write splits as 4@2026-12-04 6@2026-12-18."))
            splits.append(SplitDraft(Decimal(match.group(1)), day))
        return splits

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
            "confirmed_on": line.confirmed_on,
            "splits": " ".join(
                f"{split.quantity.normalize():f}@{split.requested_on:%Y-%m-%d}"
                for split in line.splits.all()
            ),
        }
        for line in lines
    ]
