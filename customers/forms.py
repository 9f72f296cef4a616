"""What a person may type of customers and contacts."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.enums import SELLERS
from accounts.models import User
from core.ui.forms import Form, GatherForm, LookupField, ModelForm, PercentField
from customers.enums import CustomerStatus
from customers.models import Contact, Customer, CustomerAddress, RetentionTerms
from customers.selectors import bare_number, customers_by_phone, doubles_of


def sellers() -> Any:
    """Those who may own a customer."""
    return User.objects.with_role(*SELLERS)


class CustomerForm(ModelForm):
    """A customer; what may be a double is said before it is saved."""

    retention_rate = PercentField(
        label=gettext_lazy("Retention %"), most=RetentionTerms.MOST_RATE, required=False
    )
    retention_months = forms.IntegerField(
        label=gettext_lazy("Retention months"),
        min_value=1,
        max_value=RetentionTerms.MOST_MONTHS,
        required=False,
        initial=RetentionTerms.USUAL_MONTHS,
    )

    class Meta:
        model = Customer
        fields = [
            "code",
            "name",
            "short_name",
            "credit_code",
            "customer_class",
            "grade",
            "industry",
            "region",
            "province",
            "city",
            "owner",
            "phone",
            "settlement_method",
            "credit_limit",
            "credit_days",
            "retention_rate",
            "retention_months",
            "invoice_title",
            "tax_number",
            "invoice_address",
            "invoice_phone",
            "bank_name",
            "bank_account",
            "source",
            "paper_file",
            "business_scope",
            "note",
        ]
        widgets = {
            "business_scope": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }

    layout = [
        ("name", 6),
        ("short_name", 3),
        ("code", 3),
        ("credit_code", 4),
        ("customer_class", 3),
        ("grade", 2),
        ("industry", 3),
        ("region", 3),
        ("province", 2),
        ("city", 2),
        ("owner", 3),
        ("phone", 2),
        ("settlement_method", 3),
        ("credit_limit", 3),
        ("credit_days", 2),
        ("retention_rate", 2),
        ("retention_months", 2),
        ("source", 2),
        ("paper_file", 2),
        ("invoice_title", 6),
        ("tax_number", 3),
        ("invoice_phone", 3),
        ("invoice_address", 6),
        ("bank_name", 3),
        ("bank_account", 3),
        ("business_scope", 6),
        ("note", 6),
    ]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["code"].required = False
        self.fields["code"].help_text = _("Given by the system when left empty.")
        self.offer("owner", sellers())
        if self.instance.pk:
            del self.fields["owner"]
            del self.fields["code"]
            del self.fields["credit_limit"]  # changes by approval
        else:
            self.fields["credit_limit"].label = _("Credit limit to ask for")
            self.fields["credit_limit"].help_text = _("Holds once it is approved; 0 asks for none.")

    def clean_retention_rate(self) -> Decimal:
        return self.cleaned_data["retention_rate"] or Decimal(0)

    def clean_retention_months(self) -> int:
        return self.cleaned_data["retention_months"] or RetentionTerms.USUAL_MONTHS

    def validate_unique(self) -> None:
        """The service says which customer has the number."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        doubles = doubles_of(
            name=cleaned.get("name") or "",
            credit_code=(cleaned.get("credit_code") or "").strip().upper(),
            tax_number=cleaned.get("tax_number") or "",
            leaving_out=self.instance.pk,
            loosely=not self.instance.pk,
        )
        for double in doubles:
            self.warn(
                f"double-{double.customer.pk}",
                _("%(customer)s may be the same (%(reason)s).")
                % {"customer": double.customer, "reason": double.reason},
            )
        named = {double.customer.pk for double in doubles}
        _warn_of_phone(self, self.user, self.instance.pk, named)
        return cleaned


def _warn_of_phone(form: Any, user: User, own: int | None, named: Collection[int] = ()) -> None:
    """Say which other customers have the phone that was typed; unusual, never forbidden."""
    number = bare_number(form.cleaned_data.get("phone") or "")
    if not number or "phone" not in form.changed_data:
        return
    for holder in customers_by_phone({number}, user=user, leaving_out=own).get(number, ()):
        if holder.customer not in named:
            form.warn(f"phone-{holder.customer}", holder.sentence)


class ContactForm(ModelForm):
    """A person at a customer."""

    class Meta:
        model = Contact
        fields = [
            "name",
            "role",
            "phone",
            "wechat",
            "email",
            "birthday",
            "is_primary",
            "has_left",
            "note",
        ]

    layout = [("name", 4), ("role", 4), ("phone", 4), ("wechat", 4), ("email", 4), ("birthday", 4)]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _warn_of_phone(self, self.user, self.instance.customer_id or self.initial.get("customer"))
        return cleaned


class OwnerForm(Form):
    """To whom a customer goes, and why."""

    owner = forms.ModelChoiceField(
        label=gettext_lazy("New salesperson"), queryset=User.objects.none()
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    layout = [("owner", 12), ("reason", 12)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", sellers())


class HandOverForm(GatherForm):
    """The ticked customers, else all of one who leaves, go to another."""

    leaver = forms.ModelChoiceField(
        label=gettext_lazy("Customers of"), queryset=User.objects.none()
    )
    successor = forms.ModelChoiceField(label=gettext_lazy("go to"), queryset=User.objects.none())
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    layout = [("leaver", 4), ("successor", 4), ("reason", 4)]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (self.data or self.initial).get("ids"):
            del self.fields["leaver"]
        else:
            owned = Customer.objects.filter(owner=OuterRef("pk"))
            self.offer("leaver", User.objects.filter(Exists(owned)))
        self.offer("successor", sellers())


class StatusForm(Form):
    """Where a customer goes from where it stands."""

    to = forms.ChoiceField(label=gettext_lazy("New status"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    layout = [("to", 12), ("reason", 12)]

    def __init__(self, *args: Any, record: Customer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        legal = {str(status) for status in Customer.MOVES[record.status]}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [choice for choice in CustomerStatus.choices if choice[0] in legal]


class AddressForm(ModelForm):
    """An address of a customer."""

    class Meta:
        model = CustomerAddress
        fields = ["kind", "address", "recipient", "phone", "is_default"]

    layout = [("kind", 3), ("address", 9), ("recipient", 3), ("phone", 3), ("is_default", 3)]


class MergeForm(Form):
    """Into which customer this one goes, and why."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    layout = [("into", 12), ("reason", 12)]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"] = LookupField(
            Customer, "customers:customer_lookup", user, label=gettext_lazy("Merge into")
        )


class CreditForm(Form):
    """Another credit limit, and why."""

    limit = forms.DecimalField(
        label=gettext_lazy("New credit limit"), max_digits=14, decimal_places=2, min_value=0
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    layout = [("limit", 6), ("reason", 12)]
