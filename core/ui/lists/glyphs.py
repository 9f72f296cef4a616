"""Glyphs and tones: shape first, word second, colour last."""

from contextlib import suppress
from functools import cache
from html import escape
from typing import Any

from django.templatetags.static import static

# tone → (class of the look, glyph of the sprite)
TONES = {
    "draft": ("draft", "draft"),
    "wait": ("submitted", "submitted"),
    "flow": ("confirmed", "confirmed"),
    "moving": ("released", "released"),
    "done": ("closed", "closed"),
    "late": ("late", "late"),
    "stop": ("late", "stop"),
    "hold": ("hold", "hold"),
    "void": ("cancelled", "cancelled"),
}
# the tone of a state whose enum gives none, by its stored word
TONE_OF_STATE = {
    "draft": "draft",
    "new": "draft",
    "planned": "draft",
    "submitted": "wait",
    "pending": "wait",
    "waiting": "wait",
    "queued": "wait",
    "open": "wait",
    "released": "moving",
    "running": "moving",
    "shipped": "moving",
    "closed": "done",
    "done": "done",
    "completed": "done",
    "signed": "done",
    "settled": "done",
    "paid": "done",
    "approved": "done",
    "returned": "hold",
    "rejected": "stop",
    "failed": "stop",
    "stop": "stop",
    "warning": "wait",
    "pass": "done",
    "hold": "hold",
    "on_hold": "hold",
    "suspended": "hold",
    "cancelled": "void",
    "void": "void",
    "withdrawn": "void",
    "reversed": "void",
    "inactive": "void",
}


def tone_of(choices: Any, value: Any) -> str:
    """The tone the enum gives a value, else the usual one of that word."""
    with suppress(TypeError, ValueError):
        tone = getattr(choices(value), "tone", "")
        if tone:
            return tone
    return TONE_OF_STATE.get(str(value), "flow")


@cache
def glyph(name: str) -> str:
    """The sprite's drawing of this name, silent for screen readers."""
    address = escape(static("icons.svg"))
    return f'<svg class="bo-ic" aria-hidden="true"><use href="{address}#{name}"/></svg>'


def toned(tone: str, word: str) -> str:
    """A word with its glyph and colour; ``word`` is escaped here."""
    if tone == "today":
        return f'<span class="bo-amber">{escape(word)}</span>'
    css, name = TONES.get(tone, TONES["flow"])
    return f'<span class="bo-st bo-st-{css}">{glyph(name)}<span>{escape(word)}</span></span>'
