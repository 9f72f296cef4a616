"""Lines as they are typed, computed and written; the number of queries does not grow with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from core.errors import BusinessError
from core.money import Amounts, line_amounts, round_money, untaxed_price
from orders.models import DeliverySplit, Order, OrderLine
from orders.selectors.availability import Stock, earliest_dates
from orders.selectors.lateness import due_of
from orders.selectors.pricing import price_in
from products.models import Product

from .valuation import COLUMNS, FOREIGN

IN_CNY = [name for name in COLUMNS if name not in FOREIGN]
WRITTEN = [
    "product",
    "specification",
    "unit",
    "quantity",
    "unit_price",
    "includes_tax",
    "untaxed_price",
    "tax_rate",
    "net_amount",
    "tax_amount",
    "gross_amount",
    "foreign_net_amount",
    "foreign_gross_amount",
    "unit_cost",
    "cost_amount",
    "requested_on",
    "confirmed_on",
]


class LineRefused(BusinessError):
    """A refusal at a cell of one of the lines."""

    def __init__(self, sentence: str, *, field: str, code: str, position: int) -> None:
        super().__init__(sentence, field=field, code=code)
        self.position = position


@dataclass(frozen=True)
class SplitDraft:
    """One of several deliveries of a line."""

    quantity: Decimal
    requested_on: date
    confirmed_on: date | None = None


@dataclass(frozen=True)
class LineDraft:
    """A line as typed; what is left out is filled from product, price list and calendar."""

    product: Product
    quantity: Decimal
    unit_price: Decimal | None = None
    tax_rate: Decimal | None = None
    specification: str = ""
    requested_on: date | None = None
    confirmed_on: date | None = None
    splits: Sequence[SplitDraft] = ()


def lines_built(
    order: Order, drafts: Sequence[LineDraft], *, on: date, stock: Stock | None = None
) -> list[OrderLine]:
    """Unsaved lines with amounts, cost as of that day and promised date.

    ``stock`` is what is available of all their products, read beforehand.
    """
    for position, draft in enumerate(drafts, 1):
        _check(position, draft, on)
    wanted = [(draft.product, part) for draft in drafts for part in _parts(draft)]
    earliest = earliest_dates(wanted, on=on, leaving_out=order.pk, stock=stock) if drafts else []
    days = iter(earliest)
    return [
        _line(order, position, draft, [next(days) for _part in _parts(draft)])
        for position, draft in enumerate(drafts, 1)
    ]


def _in_order(draft: LineDraft) -> list[SplitDraft]:
    return sorted(draft.splits, key=lambda split: split.requested_on)


def _parts(draft: LineDraft) -> list[Decimal]:
    """The quantities that go out one after the other."""
    return [split.quantity for split in _in_order(draft)] or [draft.quantity]


def _check(position: int, draft: LineDraft, on: date) -> None:
    place = {"position": position}
    if draft.quantity <= 0:
        sentence = _("Line %(position)s: the quantity must be above 0.")
        raise BusinessError(sentence % place, field="quantity", code="quantity")
    if draft.unit_price is not None and draft.unit_price < 0:
        sentence = _("Line %(position)s: a price is never negative.")
        raise BusinessError(sentence % place, field="unit_price", code="price")
    if draft.splits and sum(split.quantity for split in draft.splits) != draft.quantity:
        sentence = _("Line %(position)s: the split deliveries do not add up to the quantity.")
        raise BusinessError(sentence % place, field="splits", code="splits")
    for split in draft.splits:
        if split.requested_on < on:
            sentence = _("Line %(position)s: a delivery is asked for on %(day)s, which is over.")
            facts = {**place, "day": split.requested_on.isoformat()}
            raise BusinessError(sentence % facts, field="splits", code="past")


def _line(order: Order, position: int, draft: LineDraft, earliest: list[date]) -> OrderLine:
    product = draft.product
    includes_tax = order.prices_include_tax
    tax_rate = product.tax_rate if draft.tax_rate is None else draft.tax_rate
    unit_price = draft.unit_price
    if unit_price is None:
        unit_price = _listed(order, product, tax_rate)
    amounts = line_amounts(
        quantity=draft.quantity,
        unit_price=unit_price,
        tax_rate=tax_rate,
        includes_tax=includes_tax,
    )
    first = min((split.requested_on for split in draft.splits), default=None)
    requested_on = draft.requested_on or first or order.requested_on
    line = OrderLine(
        order=order,
        position=position,
        product=product,
        specification=draft.specification or product.specification,
        unit=product.unit,
        quantity=draft.quantity,
        unit_price=unit_price,
        includes_tax=includes_tax,
        untaxed_price=untaxed_price(unit_price, tax_rate) if includes_tax else unit_price,
        tax_rate=tax_rate,
        **amounts_of(order, amounts),
        unit_cost=product.cost,
        cost_amount=round_money(product.cost * draft.quantity),
        requested_on=requested_on,
        confirmed_on=draft.confirmed_on or max(requested_on or earliest[0], earliest[0]),
    )
    line.deliveries = _deliveries(draft, earliest)
    line.confirmed_on = due_of(line, line.deliveries)
    _refuse_other_day(position, draft, line.confirmed_on)
    return line


def _refuse_other_day(position: int, draft: LineDraft, due: date | None) -> None:
    """A line in several deliveries is due with the first of them, whatever is typed beside."""
    if draft.splits and draft.confirmed_on and draft.confirmed_on != due:
        sentence = _(
            "Line %(position)s: its deliveries are confirmed one by one, the first for %(day)s. "
            "Leave the confirmed day of the line empty, or write it behind a delivery: "
            "4@2026-12-04>2026-12-07."
        )
        facts = {"position": position, "day": due.isoformat() if due else "—"}
        raise LineRefused(
            sentence % facts, field="confirmed_on", code="confirmed_on", position=position
        )


def _listed(order: Order, product: Product, tax_rate: Decimal) -> Decimal:
    return price_in(
        product.list_price,
        product,
        includes_tax=order.prices_include_tax,
        tax_rate=tax_rate,
        exchange_rate=order.exchange_rate,
    )


def _deliveries(draft: LineDraft, earliest: Sequence[date]) -> list[DeliverySplit]:
    return [
        DeliverySplit(
            quantity=split.quantity,
            requested_on=split.requested_on,
            confirmed_on=split.confirmed_on or max(split.requested_on, first),
        )
        for split, first in zip(_in_order(draft), earliest, strict=False)
    ]


def amounts_of(order: Order, stated: Amounts) -> dict[str, Any]:
    """The columns of a line of the order that states these amounts: CNY, and what it states."""
    if not order.currency:
        return {"net_amount": stated.net, "tax_amount": stated.tax, "gross_amount": stated.gross}
    net, gross = order.cny_of(stated.net), order.cny_of(stated.gross)
    return {
        "net_amount": net,
        "tax_amount": gross - net,
        "gross_amount": gross,
        "foreign_net_amount": stated.net,
        "foreign_gross_amount": stated.gross,
    }


def total_up(order: Order, lines: Sequence[OrderLine]) -> None:
    """Put the sums of the rounded lines, and the last of their dates, on the order."""
    order.line_count = len(lines)
    order.foreign_net_amount = order.foreign_gross_amount = None
    for name in COLUMNS if order.currency else IN_CNY:
        setattr(order, name, sum((getattr(line, name) for line in lines), Decimal(0)))
    order.promised_on = max((day for line in lines for day in _days(line)), default=None)
    if order.requested_on is None:
        order.requested_on = max((x.requested_on for x in lines if x.requested_on), default=None)


def _days(line: OrderLine) -> list[date]:
    days = [line.confirmed_on, *(each.confirmed_on for each in line.deliveries)]
    return [day for day in days if day]


def lines_write(order: Order, lines: list[OrderLine], *, is_new: bool = False) -> None:
    """Write the lines of a draft; a line keeps its row, so that ticks still point at it."""
    known = {} if is_new else dict(order.lines.values_list("position", "pk"))
    for line in lines:
        line.pk = known.get(line.position)
    OrderLine.objects.bulk_create([line for line in lines if line.pk is None], batch_size=500)
    kept = [line for line in lines if line.position in known]
    if kept:
        OrderLine.objects.bulk_update(kept, WRITTEN, batch_size=200)
    if len(known) > len(lines):
        order.lines.filter(position__gt=len(lines)).delete()
    if known:
        DeliverySplit.objects.filter(line__order=order).delete()
    splits_write(lines)


def splits_write(lines: Sequence[OrderLine]) -> None:
    """The deliveries of lines that have their keys by now."""
    for line in lines:
        for each in line.deliveries:
            each.line = line
    DeliverySplit.objects.bulk_create([each for line in lines for each in line.deliveries])


def due_days_moved(lines: Mapping[int, OrderLine]) -> None:
    """Goods went out or came back: each line that is held is due with its next delivery."""
    deliveries: dict[int, list[DeliverySplit]] = {}
    for each in DeliverySplit.objects.filter(line__in=list(lines)):
        deliveries.setdefault(each.line_id, []).append(each)
    for pk, found in deliveries.items():
        lines[pk].confirmed_on = due_of(lines[pk], found)
