"""Series of official numbers."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

PLACES = re.compile(r"\{(yyyy|yy|mm|dd|seq:[1-9])\}")


def check_pattern(pattern: str) -> None:
    """Refuse a pattern without exactly one running number, or with a place nobody knows."""
    places = PLACES.findall(pattern)
    if sum(place.startswith("seq:") for place in places) != 1:
        raise ValidationError(_("The pattern needs one running number such as {seq:5}."))
    if "{" in PLACES.sub("", pattern) or "}" in PLACES.sub("", pattern):
        raise ValidationError(_("Only {yyyy}, {yy}, {mm}, {dd} and {seq:5} may stand in braces."))
    has_year = "yyyy" in places or "yy" in places
    if ("mm" in places and not has_year) or ("dd" in places and "mm" not in places):
        raise ValidationError(_("A month needs its year and a day its month, or numbers repeat."))


class NumberSeries(models.Model):
    """How the numbers of one kind of document look. The smallest part of the date resets them."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    pattern = models.CharField(_("pattern"), max_length=60, validators=[check_pattern])
    is_gapless = models.BooleanField(_("gapless"), default=False)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.pattern}"


class NumberCounter(models.Model):
    """The last number given in one series and span of time."""

    series = models.CharField(_("series"), max_length=60)
    scope = models.CharField(_("span"), max_length=8, blank=True)
    last = models.PositiveBigIntegerField(_("last number"))

    class Meta:
        verbose_name = _("number counter")
        verbose_name_plural = _("number counters")
        ordering = ["series", "scope"]
        constraints = [
            models.UniqueConstraint(fields=["series", "scope"], name="core_number_counter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.scope}: {self.last}"
