"""Text as people search for it: width and case folded, Chinese by its sound."""

import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin


def normalize(text: str) -> str:
    """Full width to half, lower case, spaces collapsed; no zero byte, which no database takes."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\0", " ").lower().split())


def sound(text: str) -> tuple[str, str]:
    """The syllables without tones and spaces, and their first letters.

    衡阳水电 → hengyangshuidian, hysd; letters and digits stay as they are in both.
    """
    plain = normalize(text)
    syllables, letters, place = lazy_pinyin(plain), [], 0
    for syllable in syllables:
        is_as_written = plain.startswith(syllable, place)
        place += len(syllable) if is_as_written else 1
        letters.append(syllable if is_as_written else syllable[:1])
    return "".join(syllables).replace(" ", ""), "".join(letters).replace(" ", "")


def pinyin(text: str) -> str:
    """The syllables without tones and spaces: 衡阳水电 → hengyangshuidian."""
    return sound(text)[0]


def initials(text: str) -> str:
    """The first letters: 衡阳水电 → hysd; letters and digits stay."""
    return sound(text)[1]


class SearchText(models.Model):
    """Keeps the sound of ``SEARCH_TEXT_FIELD`` beside it, found and sorted alike everywhere."""

    SEARCH_TEXT_FIELD: ClassVar[str] = "name"

    name_pinyin = models.CharField(
        _("pinyin"), max_length=400, blank=True, editable=False, db_index=True
    )
    name_initials = models.CharField(
        _("initials"), max_length=120, blank=True, editable=False, db_index=True
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        if update_fields is None or self.SEARCH_TEXT_FIELD in update_fields:
            self.fill_search_text()
            if update_fields is not None:
                update_fields = {*update_fields, "name_pinyin", "name_initials"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def fill_search_text(self) -> None:
        """Write the sound of the name; set-based writers call it themselves."""
        source = str(getattr(self, self.SEARCH_TEXT_FIELD) or "")
        heard, letters = sound(source)
        self.name_pinyin, self.name_initials = heard[:400], letters[:120]
