"""Forms that were already sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    """One form sent once: its hidden token, and where its answer led."""

    token = models.UUIDField(_("token"), unique=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("actor"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    path = models.CharField(_("path"), max_length=300)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)

    # Set by submissions.once: whether this click came after the one that counted.
    is_repeat: bool = False

    class Meta:
        verbose_name = _("sent form")
        verbose_name_plural = _("sent forms")

    def __str__(self) -> str:
        return f"{self.token} {self.path}"
