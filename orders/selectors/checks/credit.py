"""Whether the customer may buy, owe so much, and keep back so much of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.money import format_money

from .asked import PASS, STOP, WARNING, Asked, Said


def blocked(asked: Asked) -> Iterator[Said]:
    """Nothing is sold to a blocked customer."""
    customer = asked.order.customer
    if customer.is_blocked:
        reason = customer.blocked_reason or "—"
        yield STOP, _("The customer is blocked: %(reason)s") % {"reason": reason}, None


def not_blocked(asked: Asked) -> str:
    return _("The customer is not blocked.")


def over_credit(asked: Asked) -> Iterator[Said]:
    """The order fits into what is left of the agreed credit."""
    credit, policy = asked.credit, asked.policy
    wanted = asked.order.gross_amount
    if credit.is_limited and wanted > credit.left:
        facts = {
            "left": format_money(credit.left),
            "wanted": format_money(wanted),
            "over": format_money(wanted - credit.left),
        }
        sentence = _("Credit left %(left)s, this order %(wanted)s: exceeded by %(over)s.")
        yield policy.credit_level, sentence % facts, None
    if not credit.is_limited and asked.order.customer.pays_later and policy.no_limit_level != PASS:
        yield policy.no_limit_level, _("No credit limit is agreed with the customer."), None


def within_credit(asked: Asked) -> str:
    credit = asked.credit
    if not credit.is_limited:
        return _("No credit limit is agreed.")
    left = credit.left - asked.order.gross_amount
    return _("Credit left after it: %(left)s.") % {"left": format_money(left)}


def overdue(asked: Asked) -> Iterator[Said]:
    """Money overdue beyond the days of grace."""
    if asked.credit.beyond_grace > 0:
        facts = {
            "amount": format_money(asked.credit.beyond_grace),
            "days": asked.policy.grace_days,
        }
        sentence = _("%(amount)s are past due beyond the %(days)s days of grace.")
        yield asked.policy.overdue_level, sentence % facts, None


def nothing_overdue(asked: Asked) -> str:
    days = {"days": asked.policy.grace_days}
    return _("Nothing is past due beyond the %(days)s days of grace.") % days


def other_retention(asked: Asked) -> Iterator[Said]:
    """Retention money other than what is agreed with the customer."""
    agreed, usual = asked.order.retention_words, asked.order.customer.retention_words
    if agreed != usual:
        none = _("none")
        facts = {"agreed": agreed or none, "usual": usual or none}
        sentence = _("Retention money on this order: %(agreed)s; with the customer: %(usual)s.")
        yield WARNING, sentence % facts, None


def retention_kept(asked: Asked) -> str:
    words = asked.order.retention_words
    if not words:
        return _("No retention money is agreed.")
    return _("Retention money %(agreed)s, as with the customer.") % {"agreed": words}
