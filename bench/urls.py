"""The site's own addresses, and the hand-written page beside them."""

from django.urls import path

from backoffice.urls import *  # noqa: F403
from backoffice.urls import urlpatterns as of_the_site

from . import inbox
from .orders_list import framed

urlpatterns = [
    *of_the_site,
    path("bench/orders/", framed),
    path("bench/inbox/", inbox.framed),
]
