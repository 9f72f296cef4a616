"""Prices and tax rates against the catalogue and against what the customer paid last."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from core.money import format_price, format_rate
from orders.selectors.pricing import deviation, far_from_last, far_from_list

from .asked import STOP, WARNING, Asked, Said


def _span(shares: Iterable[Decimal]) -> str:
    """From the least to the most, each with one place at most: 84.9%–100%."""
    known = list(shares)
    ends = [share.quantize(Decimal("0.001")) for share in (min(known), max(known))]
    texts = [format_rate(end) for end in ends]
    return "–".join(dict.fromkeys(texts))


def under_floor(asked: Asked) -> Iterator[Said]:
    """Below the floor nothing is sold without an approval."""
    for line in asked.lines:
        floor = asked.reads(line.product.floor_price, line)
        if line.unit_price < floor:
            facts = {
                "product": line.product.code,
                "price": format_price(line.unit_price),
                "floor": format_price(floor),
            }
            sentence = _("%(product)s: the price %(price)s is under the floor price %(floor)s.")
            yield STOP, sentence % facts, line


def floors_kept(asked: Asked) -> str:
    if any(line.product.floor_price for line in asked.lines):
        return _("No price is under its floor price.")
    return _("No floor price is set.")


def off_list(asked: Asked) -> Iterator[Said]:
    """Far below the list, or far above it: a digit too many is as wrong as one too few."""
    for line in asked.lines:
        if line.unit_price == 0:
            yield WARNING, _("The unit price is 0."), line
            continue
        listed = asked.reads(line.product.list_price, line)
        change = deviation(line.unit_price, listed)
        is_under_floor = line.unit_price < asked.reads(line.product.floor_price, line)
        if change is None or is_under_floor or not far_from_list(change, asked.policy):
            continue
        sentence = (
            _("%(product)s: the price is %(percent)s%% above the list price %(listed)s.")
            if change > 0
            else _("%(product)s: the price is %(percent)s%% below the list price %(listed)s.")
        )
        facts = {
            "product": line.product.code,
            "percent": f"{abs(change) * 100:.1f}",
            "listed": format_price(listed),
        }
        yield WARNING, sentence % facts, line


def list_kept(asked: Asked) -> str:
    pairs = [(x.unit_price, asked.reads(x.product.list_price, x)) for x in asked.lines]
    shares = [price / listed for price, listed in pairs if listed]
    if not shares:
        return _("No list price is set.")
    return _("%(percent)s of the list price.") % {"percent": _span(shares)}


def off_last(asked: Asked) -> Iterator[Said]:
    """Far from what this customer paid for it last, up or down."""
    for line in asked.lines:
        before = asked.last_of(line)
        change = None if before is None else deviation(line.unit_price, before)
        if before is None or change is None or not far_from_last(change, asked.policy):
            continue
        sentence = (
            _("%(product)s: the price is %(percent)s%% above the last price %(last)s (%(order)s).")
            if change > 0
            else _(
                "%(product)s: the price is %(percent)s%% below the last price %(last)s (%(order)s)."
            )
        )
        facts = {
            "product": line.product.code,
            "percent": f"{abs(change) * 100:.1f}",
            "last": format_price(before),
            "order": asked.last[line.product_id].number,
        }
        yield WARNING, sentence % facts, line


def last_kept(asked: Asked) -> str:
    pairs = [(line.unit_price, asked.last_of(line)) for line in asked.lines]
    shares = [price / before for price, before in pairs if before]
    if not shares:
        return _("The customer has not bought these products before.")
    return _("%(percent)s of the last price to this customer.") % {"percent": _span(shares)}


def other_tax(asked: Asked) -> Iterator[Said]:
    """A tax rate that is not the product's."""
    for line in asked.lines:
        if line.tax_rate != line.product.tax_rate:
            facts = {
                "product": line.product.code,
                "rate": format_rate(line.tax_rate),
                "known": format_rate(line.product.tax_rate),
            }
            sentence = _("%(product)s: tax rate %(rate)s, in the catalogue %(known)s.")
            yield WARNING, sentence % facts, line


def tax_kept(asked: Asked) -> str:
    rates = sorted({line.tax_rate for line in asked.lines})
    return _("%(rates)s as in the catalogue.") % {
        "rates": ", ".join(format_rate(rate) for rate in rates)
    }
