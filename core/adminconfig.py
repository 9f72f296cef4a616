"""Makes our admin site the default; apart, because apps are configured before models are there."""

from django.contrib.admin.apps import AdminConfig


class BackofficeAdminConfig(AdminConfig):
    """Django's admin app with our site."""

    default_site = "core.adminsite.BackofficeAdminSite"
