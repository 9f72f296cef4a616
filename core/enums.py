"""Names of what the kernel itself writes into the trail and announces."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What happens in the kernel."""

    LIST_EXPORTED = "core.list_exported", _("List exported")
    PAPER_ADDED = "core.paper_added", _("Paper added")
    PAPER_REPLACED = "core.paper_replaced", _("Paper replaced")
    PAPER_REMOVED = "core.paper_removed", _("Paper removed")
    PAPER_DOWNLOADED = "core.paper_downloaded", _("Paper downloaded")
    PRINTED = "core.printed", _("Printed")
