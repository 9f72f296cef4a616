"""Every app's pages, the admin and the log-in."""

from django.contrib import admin
from django.urls import include, path

from accounts.views import preferences

from . import pages, views

urlpatterns = [
    path("", include("core.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("language/", pages.choose_language, name="set_language"),
    path("me/", include("accounts.urls")),
    path("me/language/", preferences, name="set_language"),
    path("orders/", include("orders.urls")),
    path("reports/", include("reports.urls")),
    path("health/", views.HealthView.as_view(), name="health"),
    path("metrics", views.metrics, name="metrics"),
]

handler500 = "backoffice.pages.server_error"
