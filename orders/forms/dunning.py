"""What is typed when a customer was asked for money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Form
from orders.enums import DunningChannel


class CustomerDunForm(Form):
    """When and how, what was said, what was promised, what comes next."""

    on = forms.DateField(label=_("Asked on"))
    channel = forms.ChoiceField(label=_("By what way"), choices=DunningChannel.choices)
    words = forms.CharField(
        label=_("What was said"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    promised_amount = forms.DecimalField(
        label=_("Promised amount"), max_digits=16, decimal_places=2, required=False
    )
    promised_on = forms.DateField(label=_("Promised for"), required=False)
    next_on = forms.DateField(label=_("Next step on"), required=False)
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)
    layout = [
        ("words", 12),
        ("channel", 6),
        ("on", 6),
        ("promised_amount", 6),
        ("promised_on", 6),
        ("next_on", 6),
        ("next_step", 6),
    ]
