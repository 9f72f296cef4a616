"""The pages of this app; each module of views names its own in ``pages``."""

from django.urls import URLPattern

app_name = "orders"
urlpatterns: list[URLPattern] = []
