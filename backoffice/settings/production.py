"""A real company: PostgreSQL, https, secrets from the environment. Refuses what is half safe."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from backoffice.checks.refusals import refusals

from . import env
from .base import *  # noqa: F403
from .logs import logging_config

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
ALLOW_SQLITE = env.flag("ALLOW_SQLITE", default=False)
REFUSE_DEMO_PASSWORDS = True

_secure = not env.flag("INSECURE_COOKIES", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

SECURE_SSL_REDIRECT = True
# Machines ask inside the house, without https.
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if env.number("PROXIES", 0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STORAGES = {
    "default": STORAGES["default"],  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_ROOT = env.folder("STATIC_ROOT", STATIC_ROOT)  # noqa: F405
MEDIA_ROOT = env.folder("MEDIA_ROOT", MEDIA_ROOT)  # noqa: F405

LOGGING = logging_config(as_json=True, level=env.text("LOG_LEVEL", "INFO"))
EMAIL_CONFIG = env.email()
if EMAIL_CONFIG:
    vars().update(EMAIL_CONFIG)
# The first host, unless it stands for all below it: that is nobody's address.
_first = next((host for host in ALLOWED_HOSTS if not host.startswith((".", "*"))), "")
SITE_URL = env.text("SITE_URL") or (f"https://{_first}" if _first else "")

if env.text("SENTRY_DSN"):
    sentry_sdk.init(
        dsn=env.text("SENTRY_DSN"),
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
    )

if _refused := refusals(globals()):
    raise ImproperlyConfigured("Not started:\n- " + "\n- ".join(_refused))
