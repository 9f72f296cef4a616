"""A list as somebody likes to see it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Reads of saved views."""

    def visible_to(self, user: Any) -> "SavedViewQuerySet":
        """One's own and those the colleagues share."""
        return self.filter(Q(owner=user.pk) | Q(is_shared=True))


class SavedView(models.Model):
    """Filter, sort and columns of one list under a name; rows stay each reader's own."""

    list_name = models.CharField(_("list"), max_length=60)
    name = models.CharField(_("name"), max_length=40)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("saved view", "owner"),
        on_delete=models.CASCADE,
        related_name="saved_views",
    )
    is_shared = models.BooleanField(_("shared"), default=False)
    query = models.CharField(_("query"), max_length=2000, blank=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["list_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_name", "name"], name="core_saved_view_once"
            ),
        ]
        indexes = [models.Index(fields=["list_name"], name="core_saved_view_list")]

    def __str__(self) -> str:
        return f"{self.list_name} · {self.name} · {self.owner_id}"
