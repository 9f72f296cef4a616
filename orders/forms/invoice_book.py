"""What is typed of blank paper invoices."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.models import User
from core.ui.forms import Form, Warned
from orders.enums import DIGITAL_KINDS, PAPER_KIND_CHOICES, InvoiceKind
from orders.models import InvoiceBook
from orders.selectors.invoice_books import invoice_keepers, whereabouts
from orders.services.paper_number import PAPER_CODE, PAPER_NUMBER, typed

# Longer than a number, for the blanks that copying brings along.
LONGEST = 20


def digits(label: Any, **options: Any) -> forms.CharField:
    """A code or a number: the digits' keyboard on a phone."""
    widget = forms.TextInput({"inputmode": "numeric", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=LONGEST, widget=widget, **options)


class InvoiceBookForm(Form):
    """A book as it came."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=PAPER_KIND_CHOICES)
    code = digits(gettext_lazy("Invoice code"))
    first_number = digits(gettext_lazy("First number"))
    last_number = digits(gettext_lazy("Last number"))
    keeper = forms.ModelChoiceField(label=gettext_lazy("Keeper"), queryset=User.objects.none())
    received_on = forms.DateField(label=pgettext_lazy("book", "Received on"))
    handed_by = forms.CharField(label=gettext_lazy("Handed over by"), max_length=80, required=False)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    layout = [
        ("kind", 6),
        ("code", 6),
        ("first_number", 6),
        ("last_number", 6),
        ("keeper", 3),
        ("received_on", 3),
        ("handed_by", 6),
        ("note", 12),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "keeper" in self.fields:
            self.offer("keeper", invoice_keepers())


class InvoiceBookChangeForm(InvoiceBookForm):
    """What was typed wrongly; to another keeper a book is handed on."""

    keeper = None  # type: ignore[assignment]
    layout = [
        ("kind", 6),
        ("code", 6),
        ("first_number", 6),
        ("last_number", 6),
        ("received_on", 4),
        ("handed_by", 8),
        ("note", 12),
    ]


class RunForm(Form):
    """From one number to another."""

    first_number = digits(gettext_lazy("From number"))
    last_number = digits(
        gettext_lazy("To number"),
        required=False,
        help_text=gettext_lazy("Left empty, it is that one paper."),
    )


class PapersSpoilForm(RunForm):
    """Which, when, and why."""

    on = forms.DateField(label=gettext_lazy("Spoiled on"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    layout = [("first_number", 6), ("last_number", 6), ("on", 4), ("reason", 8)]


class PapersHandBackForm(RunForm):
    """Which, and when."""

    on = forms.DateField(label=gettext_lazy("Handed back on"))
    reason = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)
    layout = [("first_number", 6), ("last_number", 6), ("on", 4), ("reason", 8)]


class PapersRestoreForm(RunForm):
    """Which, and why they are in the book after all."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
    layout = [("first_number", 6), ("last_number", 6), ("reason", 12)]


class InvoiceBookHandOnForm(Form):
    """To whom, and when."""

    taker = forms.ModelChoiceField(label=gettext_lazy("Handed on to"), queryset=User.objects.none())
    on = forms.DateField(label=gettext_lazy("Handed on"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)
    layout = [("taker", 6), ("on", 6), ("note", 12)]

    def __init__(self, *args: Any, record: InvoiceBook, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("taker", invoice_keepers().exclude(pk=record.keeper_id))


def warn_of_paper(form: Warned, kind: str) -> None:
    """Say when the custody book knows nothing of a paper that is being used, or other things."""
    code, number = (typed(form.cleaned_data.get(name) or "") for name in ("code", "number"))
    if kind in DIGITAL_KINDS or not (PAPER_CODE.fullmatch(code) and PAPER_NUMBER.fullmatch(number)):
        return
    found = whereabouts(code, number)
    if found.is_known and found.book is None:
        form.warn(
            f"no-book-{code}-{number}",
            _("No book of the code %(code)s has the number %(number)s.")
            % {"code": code, "number": number},
        )
    elif found.book is not None and found.book.kind != kind:
        form.warn(
            f"kind-{code}-{number}",
            _("The paper is of a book of the kind “%(book)s”, the invoice is “%(invoice)s”.")
            % {
                "book": found.book.get_kind_display(),
                "invoice": InvoiceKind(kind).label,
            },
        )
