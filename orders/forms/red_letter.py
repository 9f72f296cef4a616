"""What is typed of a red letter, with what came back filled in where a return asks for it."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import Sentence
from core.money import format_money
from orders.enums import RedBegunBy
from orders.models import Invoice, SalesReturn
from orders.selectors.red_letters import due_by_line, returns_to_reverse

from .goods import LINE_HEADS, product_facts
from .invoice_book import warn_of_paper
from .quantities import Asked, QuantitiesForm, plain

ZERO = Decimal(0)
# What the tax platforms give out; older sheets and what comes may be shorter or longer.
LIKELY = re.compile(r"[0-9]{16,24}")


class InvoiceReverseForm(QuantitiesForm):
    """A red letter with its confirmation."""

    heads = [*LINE_HEADS, _("Unit"), _("Invoiced")]
    asks = _("Taken back")
    sales_return = forms.CharField(required=False, widget=forms.HiddenInput)
    number = forms.CharField(label=_("Number of the red letter"), max_length=20)
    code = forms.CharField(label=_("Invoice code"), max_length=12, required=False)
    on = forms.DateField(label=_("Issued on"))
    red_confirmation = forms.CharField(label=_("Red confirmation number"), max_length=40)
    red_began_by = forms.ChoiceField(label=_("Begun by"), choices=RedBegunBy.choices)
    confirmed_on = forms.DateField(label=_("Confirmed on"))
    red_reason = forms.CharField(label=_("Reason"), max_length=200)
    layout = [
        ("number", 6),
        ("code", 3),
        ("on", 3),
        ("red_confirmation", 6),
        ("red_began_by", 3),
        ("confirmed_on", 3),
        ("red_reason", 12),
    ]

    def __init__(self, *args: Any, record: Invoice, user: User, **kwargs: Any) -> None:
        data, initial = (args[0] if args else None), kwargs.get("initial") or {}
        asked = str((initial if data is None else data).get("sales_return") or "")
        self.asked_for = asked
        self.back = _return_of(record, user, asked)
        super().__init__(*args, record=record, **kwargs)
        if self.back is not None:
            words = {"number": self.back.number, "reason": self.back.reason}
            reason = str(_("Goods returned, %(number)s: %(reason)s") % words)
            self.initial.setdefault("red_reason", reason[:200])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        warn_of_paper(self, self.record.kind)
        if self.asked_for and self.back is None:
            self.add_error(None, _("That return asks for no red letter of this invoice."))
        number = "".join(cleaned.get("red_confirmation", "").split())
        if number and not LIKELY.fullmatch(number):
            self.warn("confirmation", _("A confirmation number has 16 to 24 digits."))
        return cleaned

    @property
    def headings(self) -> Sequence[Sentence]:
        """Of a return, what came back stands beside what was invoiced."""
        return self.heads if self.back is None else [*self.heads, _("Came back")]

    def lines_of(self, record: Invoice) -> Iterable[Asked]:
        """What is left of each line; of a return no more than came back, with what it was worth."""
        back = _came_back(self.back) if self.back is not None else None
        due = due_by_line(self.back) if self.back is not None else {}
        lines = record.lines.select_related("line__product").prefetch_related("red_lines")
        for part in lines.order_by("pk"):
            left = part.quantity + sum((red.quantity for red in part.red_lines.all()), ZERO)
            if left <= 0:
                continue
            facts = [*product_facts(part.line), part.line.unit, plain(left)]
            if back is None:
                yield Asked(part.pk, facts, preset=left, most=left)
                continue
            preset = min(left, due.get(part.line_id, ZERO))
            due[part.line_id] = due.get(part.line_id, ZERO) - preset
            facts.append(back.get(part.line_id, ""))
            yield Asked(part.pk, facts, preset=preset or None, most=left)


def _return_of(record: Invoice, user: User, key: str) -> SalesReturn | None:
    """The return that asks for a red letter of this invoice, if it is one the person sees."""
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    return returns_to_reverse(user).filter(pk=int(key), customer=record.customer_id).first()


def _came_back(sales_return: SalesReturn) -> dict[int, str]:
    """How much of each order line came back, and what it was worth."""
    sums: dict[int, list[Decimal]] = {}
    for line in sales_return.lines.select_related("shipment_line"):
        found = sums.setdefault(line.shipment_line.line_id, [ZERO, ZERO])
        found[0] += line.quantity
        found[1] += line.gross_amount
    return {pk: f"{plain(count)} · {format_money(worth)}" for pk, (count, worth) in sums.items()}
