"""The suite: quick hashes, jobs in the same process, a cache that dies with it."""

import os
import tempfile
from pathlib import Path

from . import env
from .base import *  # noqa: F403
from .base import BASE_DIR, DATABASES, INSTALLED_APPS

DEBUG = False
SECRET_KEY = "test-only-key"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: threads of a race need a database of their own connection.
    DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}.test"}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "local": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT = BASE_DIR / "static" / "public"  # served where they lie, nothing is collected

INSTALLED_APPS = [*INSTALLED_APPS, "tests.ground"]
AUDIT_ANCHOR_FILE = Path(tempfile.gettempdir()) / f"audit-anchors-{os.getpid()}.jsonl"
MEDIA_ROOT = Path(tempfile.gettempdir()) / f"office-media-{os.getpid()}"
