"""Whether the confirmed dates can be kept."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .asked import STOP, WARNING, Asked, Said


def not_feasible(asked: Asked) -> Iterator[Said]:
    """The confirmed date is given, not over, not before the goods are there, nor late."""
    for batch in asked.batches:
        line, first = batch.line, batch.earliest
        promised = batch.confirmed_on or asked.order.promised_on
        facts = {"product": line.product.code, "date": promised, "first": first}
        if promised is None:
            yield WARNING, _("No confirmed date is given."), line
        elif promised < asked.on:
            sentence = _("%(product)s: the confirmed date %(date)s is in the past.") % facts
            yield STOP, sentence, line
        elif promised < first:
            sentence = _("%(product)s: %(date)s is promised, %(first)s is feasible.") % facts
            yield WARNING, sentence, line
        elif batch.requested_on and promised > batch.requested_on:
            sentence = _("%(product)s: %(date)s is later than requested.") % facts
            yield WARNING, sentence, line


def feasible(asked: Asked) -> str:
    days = [batch.earliest for batch in asked.batches]
    return _("Feasible from %(day)s.") % {"day": max(days).isoformat()} if days else ""
