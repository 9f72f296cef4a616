"""Keys for other programs that act in a person's name."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """Tokens as their owners see them."""

    def visible_to(self, user: Any) -> "ApiTokenQuerySet":
        """One's own, and nobody else's."""
        return self.filter(user=user.pk) if user.is_active else self.none()


class ApiToken(models.Model):
    """A personal token of the API: only its digest is kept, and what it may do."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="api_tokens",
    )
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(_("digest"), max_length=64, unique=True, editable=False)
    # Nouns with what may be done to them: ["orders:read", "receipts:write"].
    scopes = models.JSONField(_("scope"), default=list)
    expires_on = models.DateField(_("valid until"))
    created_at = models.DateTimeField(_("made at"))
    last_used_at = models.DateTimeField(_("last used at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.name} #{self.pk}"

    def may(self, noun: str, deed: str) -> bool:
        """Whether its scope covers it; who may write may read what was written."""
        held = {f"{noun}:{deed}", f"{noun}:write"} if deed == "read" else {f"{noun}:{deed}"}
        return not held.isdisjoint(self.scopes)
