"""Trying and developing: one machine, SQLite, a folder broker."""

import warnings

from . import env
from .base import *  # noqa: F403
from .base import BASE_DIR

DEBUG = env.flag("DEBUG", default=True)
SECRET_KEY = env.text("SECRET_KEY", "development-only-key-never-used-in-production")
ALLOWED_HOSTS = ["*"]
SITE_URL = env.text("SITE_URL") or f"http://127.0.0.1:{env.number('PORT', 8000)}"
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = BASE_DIR / "static" / "public"  # served where they lie, nothing is collected

# Trying it out in a container means being root.
warnings.filterwarnings("ignore", message="You're running the worker with superuser")
