"""What is typed of an acceptance bill."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.ui.forms import Form


class BillEndorseForm(Form):
    """To whom it went."""

    endorsee = forms.CharField(label=_("Endorsed to"), max_length=200)
    on = forms.DateField(label=_("Endorsed on"))
    layout = [("endorsee", 8), ("on", 4)]


class BillDiscountForm(Form):
    """Which bank took it, and what it paid."""

    discount_bank = forms.CharField(label=_("Discounted at"), max_length=120)
    proceeds_amount = forms.DecimalField(label=_("Proceeds"), max_digits=16, decimal_places=2)
    on = forms.DateField(label=_("Discounted on"))
    layout = [("discount_bank", 12), ("proceeds_amount", 6), ("on", 6)]


class BillCollectForm(Form):
    """The day the acceptor paid."""

    on = forms.DateField(label=_("Collected on"))
    layout = [("on", 6)]


class BillDishonourForm(Form):
    """The day it was refused, and why."""

    on = forms.DateField(label=_("Dishonoured on"))
    reason = forms.CharField(label=_("Reason"), max_length=200)
    layout = [("on", 4), ("reason", 8)]
