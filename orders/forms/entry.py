"""The head of an order as it is typed."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import SELLERS, RoleCode
from accounts.models import User
from core.ui.forms import Form, LookupField, PercentField
from customers.models import Contact, Customer, RetentionTerms
from orders.enums import FreightTerms, ReceivedVia
from orders.services import OrderHead
from orders.services.entry import HOME

NAMED_ON_ORDERS = (*SELLERS, RoleCode.ASSISTANT, RoleCode.SUPERVISOR)
TAX_CHOICES = [("1", gettext_lazy("With tax")), ("0", gettext_lazy("Without tax"))]


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


class AskForm(Form):
    """Why a draft the machine stops should pass."""

    approval_reason = forms.CharField(max_length=500, required=False)


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
    retention_rate = PercentField(
        label=gettext_lazy("Retention %"), most=RetentionTerms.MOST_RATE, required=False
    )
    retention_months = forms.IntegerField(
        label=gettext_lazy("Retention months"),
        min_value=1,
        max_value=RetentionTerms.MOST_MONTHS,
        required=False,
    )
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
        ("retention_rate", 1),
        ("retention_months", 1),
        ("freight_terms", 2),
        ("freight_amount", 1),
        ("currency", 1),
        ("exchange_rate", 1),
        ("delivery_address", 4),
        ("delivery_recipient", 1),
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
        people = User.objects.with_role(*NAMED_ON_ORDERS).order_by("full_name", "username")
        self.offer("salesperson", people)
        if self.initial.get("retention_rate") == 0:
            self.initial["retention_months"] = ""  # of nothing
        if isinstance(self.initial.get("prices_include_tax"), bool):
            self.initial["prices_include_tax"] = str(int(self.initial["prices_include_tax"]))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        customer, contact = values.get("customer"), values.get("contact")
        if customer and contact and contact.customer_id != customer.pk:
            self.add_error(
                "contact", _("This person is not of %(name)s.") % {"name": customer.name}
            )
        if values.get("currency") and "exchange_rate" in values and not values["exchange_rate"]:
            sentence = _("Enter the exchange rate of %(currency)s.")
            self.add_error("exchange_rate", sentence % {"currency": values["currency"]})
        return values

    def clean_currency(self) -> str:
        """CNY is the empty currency."""
        currency: str = self.cleaned_data["currency"].strip().upper()
        return "" if currency in HOME else currency

    def head(self) -> OrderHead:
        """What the service takes."""
        values = {key: value for key, value in self.cleaned_data.items() if value is not None}
        if not values.get("currency"):
            values["exchange_rate"] = Decimal(1)
        return OrderHead(**values)
