"""Tags and filters of every page."""

import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from core.money import format_money
from core.ui.lists.cells import (
    write_day,
    write_moment,
    write_percent,
    write_price,
    write_quantity,
)
from core.ui.lists.columns import choice_pairs
from core.ui.lists.glyphs import tone_of, toned

register = template.Library()
EMPTY = "—"


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """Draw an icon of the sprite; without a label it is decoration and hidden from readers."""
    said = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="bo-ic{}" {}><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        said,
        static("icons.svg"),
        name,
    )


@register.filter
def money(value: Any) -> str:
    """1,234.50, the minus as a minus; a dash for nothing."""
    return EMPTY if value in (None, "") else format_money(Decimal(value))


@register.filter
def price(value: Any) -> str:
    """Four places."""
    return EMPTY if value in (None, "") else write_price(value)


@register.filter
def price_on_paper(value: Any) -> str:
    """At least two places, and of the other two what is not nothing."""
    written = price(value)
    return written[:-2] + written[-2:].rstrip("0") if "." in written else written


@register.filter
def rate_on_paper(value: Any) -> str:
    """A tax rate without a place that says nothing: 13%."""
    return percent(value).replace(".0%", "%")


@register.filter
def quantity(value: Any) -> str:
    """As entered, at most three places."""
    return EMPTY if value in (None, "") else write_quantity(value)


@register.filter
def percent(value: Any) -> str:
    """A fraction as percent, one place."""
    return EMPTY if value in (None, "") else write_percent(value)


@register.filter
def day(value: datetime.date | None, today: datetime.date | None = None) -> str:
    """``11-20``; the year too when it is not this one, or when today is not told."""
    if value is None or value == "":
        return EMPTY
    return write_day(value, today) if today else f"{value:%Y-%m-%d}"


@register.filter
def moment(value: datetime.datetime | None, today: datetime.date | None = None) -> str:
    """``11-20 09:30`` on the office's clock."""
    if value is None or value == "":
        return EMPTY
    return write_moment(value, today or datetime.date.min)


@register.simple_tag
def state(value: Any, choices: Any = None) -> SafeString:
    """A state as glyph and word: ``{% state order.status order.get_status_display %}``."""
    if isinstance(choices, str | Promise):
        word = str(choices)
    else:
        words = {str(key): str(label) for key, label in choice_pairs(choices or ())}
        word = words.get(str(value), str(value))
    return mark_safe(toned(tone_of(choices, value), word))  # noqa: S308 - escaped there


@register.simple_tag(takes_context=True)
def can(context: Any, permission: str, record: Any = None) -> bool:
    """Whether the reader may: ``{% can "orders.confirm_order" order as ok %}``."""
    return bool(context["request"].user.has_perm(permission, record))
