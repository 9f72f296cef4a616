"""Where a product comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Route(models.TextChoices):
    """Who makes the goods ready: the hand-over of a line goes there."""

    PRODUCTION = "production", _("Production")
    PURCHASE = "purchase", _("Purchasing")
