"""The papers forms are printed on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.errors import Sentence


@dataclass(frozen=True)
class Paper:
    """One paper; ``key`` names its page in the print styles. ``rows`` fit on a sheet."""

    key: str
    label: Sentence
    rows: int


A4 = Paper("a4", _("A4"), 10)
THREE_PART = Paper("241", _("Three-part 241 × 140"), 6)
