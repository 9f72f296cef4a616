"""The kernel's own messages."""

from django.utils.translation import gettext_lazy as _

from core import notifications

ROBOT_TEST = notifications.kind(
    "core.robot_test", _("Test of a group robot"), channels=(), for_groups=True
)
