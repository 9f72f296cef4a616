"""What is typed of money paid back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Form
from orders.enums import ReceiptMethod


class RefundRequestForm(Form):
    """How much, how and why."""

    amount = forms.DecimalField(label=_("Amount"), max_digits=16, decimal_places=2)
    method = forms.ChoiceField(label=_("Method"), choices=ReceiptMethod.choices)
    reason = forms.CharField(label=_("Reason"), max_length=200)
    layout = [("amount", 6), ("method", 6), ("reason", 12)]


class RefundPayForm(Form):
    """The day the money left, and where it is found at the bank."""

    on = forms.DateField(label=_("Paid back on"))
    reference = forms.CharField(label=_("Bank reference"), max_length=80, required=False)
    layout = [("on", 4), ("reference", 8)]
