"""Where a product comes from, and what happens to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Route(models.TextChoices):
    """Who makes the goods ready: the hand-over of a line goes there."""

    PRODUCTION = "production", _("Production")
    PURCHASE = "purchase", _("Purchasing")


class Event(models.TextChoices):
    """What this app announces and writes into the trail."""

    PRODUCT_CREATED = "products.product_created", _("Product created")
    PRODUCT_CHANGED = "products.product_changed", _("Product changed")
