"""The site as a company runs it, on the servers of the bench."""

import tempfile

from backoffice.settings.base import *  # noqa: F403
from backoffice.settings.base import BASE_DIR

DEBUG = False
SECRET_KEY = "bench-only-key"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bench.urls"
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
STATIC_ROOT = BASE_DIR / "static" / "public"  # served where they lie, nothing is collected
MEDIA_ROOT = tempfile.mkdtemp(prefix="backoffice-bench-")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LOGGING = {"version": 1, "disable_existing_loggers": True}
