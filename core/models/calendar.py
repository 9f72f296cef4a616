"""Working days of the Chinese calendar, and office hours."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """A year whose holidays are known, or are not announced yet."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    is_announced = models.BooleanField(_("announced"), default=False)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that departs from Monday to Friday: a holiday, or a weekend on which one works."""

    on = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("working day"))
    name = models.CharField(_("name"), max_length=60, blank=True)
    is_edited = models.BooleanField(
        _("edited by hand"),
        default=False,
        help_text=_("Loading the year again leaves this day as it is."),
    )

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name}".strip()


class OfficeHours(models.Model):
    """A span of a working day in which the office works. Without rows: 08:30–12:00, 13:30–17:30."""

    starts = models.TimeField(_("from"), unique=True)
    ends = models.TimeField(_("to"))

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ["starts"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends__gt=models.F("starts")), name="core_office_hours_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}–{self.ends:%H:%M}"

    def clean(self) -> None:
        """Spans do not overlap, or minutes would count twice."""
        if self.starts is None or self.ends is None:
            return
        others = OfficeHours.objects.exclude(pk=self.pk)
        if others.filter(starts__lt=self.ends, ends__gt=self.starts).exists():
            raise ValidationError(_("These hours overlap with others."))
