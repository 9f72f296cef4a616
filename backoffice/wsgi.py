"""The WSGI entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backoffice.settings.production")
application = get_wsgi_application()

from backoffice.checks.demo_passwords import refuse_demo_passwords  # noqa: E402 - needs the apps

refuse_demo_passwords()
