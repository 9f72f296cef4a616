"""Every app's pages, the admin and the log-in."""

from django.contrib import admin
from django.urls import include, path

from core.api import site

from . import views

urlpatterns = [
    path("", include("core.urls")),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("people/", include("accounts.urls")),
    path("approvals/", include("approvals.urls")),
    path("customers/", include("customers.urls")),
    path("products/", include("products.urls")),
    path("orders/", include("orders.urls")),
    path("reports/", include("reports.urls")),
    path("api/v1/", site.addresses(site.make())),
    path("health/", views.HealthView.as_view(), name="health"),
    path("metrics", views.metrics, name="metrics"),
]

handler500 = "backoffice.pages.server_error"
