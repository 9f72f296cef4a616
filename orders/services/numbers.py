"""The series of numbers of orders and their issues."""

from django.utils.translation import gettext_lazy as _

from core import numbering

ORDERS = numbering.declare("orders", _("Orders"), "SO-{yyyy}{mm}-{seq:5}")
ISSUES = numbering.declare("order_issues", _("Order issues"), "YC-{yyyy}{mm}-{seq:4}")
