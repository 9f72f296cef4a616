"""Who may be the second pair of eyes for what."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.enums import RoleCode

ANYTHING = "*"


class SecondPair(models.Model):
    """One line of the table: people of this role may verify what people of that role made.

    ``what`` is a permission such as ``orders.verify_order``, or ``*`` for everything that has no
    lines of its own.
    """

    what = models.CharField(
        _("for what"),
        max_length=100,
        default=ANYTHING,
        help_text=_("A permission, or * for everything without lines of its own."),
    )
    maker_role = models.CharField(pgettext_lazy("role", "made by"), max_length=30, choices=RoleCode)
    second_role = models.CharField(
        pgettext_lazy("role", "verified by"), max_length=30, choices=RoleCode
    )

    class Meta:
        verbose_name = _("second pair of eyes")
        verbose_name_plural = _("second pairs of eyes")
        ordering = ["what", "maker_role", "second_role"]
        constraints = [
            models.UniqueConstraint(
                fields=["what", "maker_role", "second_role"], name="accounts_second_pair_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.get_maker_role_display()} → {self.get_second_role_display()}"
