"""What every environment shares."""

from django.utils.translation import gettext_lazy as _

from core.sandbox.kinds import KINDS

from . import env
from .access import *  # noqa: F403
from .jobs import *  # noqa: F403
from .logs import *  # noqa: F403
from .policy import *  # noqa: F403
from .storage import storage

BASE_DIR = env.ROOT
VAR_DIR = env.VAR

LOCAL_APPS = [
    "core",
    "accounts",
    "approvals",
    "products",
    "customers",
    "orders",
    "reports",
    "backoffice",
]

INSTALLED_APPS = [
    "core.adminconfig.BackofficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "simple_history",
    "rules.apps.AutodiscoverRulesConfig",
    "import_export",
    "sequences",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "django_celery_beat",
    "django_celery_results",
    "csp",
    "django_structlog",
    "django_prometheus",
    "health_check",
    *LOCAL_APPS,
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "backoffice.middleware.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "backoffice.middleware.language",
    "backoffice.middleware.programs",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.login.middleware.SessionWatchMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "backoffice.middleware.size",  # before a view, or the check of its form, reads the request
    "backoffice.middleware.signs",
    "backoffice.middleware.clashes",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "backoffice.urls"
WSGI_APPLICATION = "backoffice.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.ui.menu.context",
                "core.notifications.reading.context",
                "backoffice.demo.log_ins.demo_logins",
            ],
        },
    },
]

DATABASES = {"default": env.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),  # made from Simplified when the catalogues are built
    ("en", _("English")),
]
# Our words before those of libraries that happen to use the same English.
LOCALE_PATHS = [BASE_DIR / "locale", *(BASE_DIR / app / "locale" for app in LOCAL_APPS)]
COMPANY_NAME = env.text("COMPANY_NAME")  # stands above printed forms
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static" / "dist"]  # built by Vite
MEDIA_ROOT = VAR_DIR / "media"
# The last digests of the audit trail, out of the reach of whoever changes the database.
AUDIT_ANCHOR_FILE = env.folder("AUDIT_ANCHOR_FILE", VAR_DIR / "audit" / "anchors.jsonl")
# Files of people and jobs: in MEDIA_ROOT, or s3://KEY:SECRET@host/bucket?region=…
STORAGE_URL = env.text("STORAGE_URL")
STORAGES = {
    "default": storage(STORAGE_URL),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # an order of two thousand lines is one form
# A request as a whole: several papers at once.
REQUEST_MAX_BYTES = env.number("REQUEST_MAX_MB", 100) * 10**6
# Papers: how large, how many on a record, which types (core/sandbox/kinds.py).
ATTACHMENT_MAX_BYTES = env.number("ATTACHMENT_MAX_MB", 20) * 10**6
ATTACHMENT_MAX_PER_RECORD = env.number("ATTACHMENT_MAX_PER_RECORD", 100)
ATTACHMENT_TYPES = env.items("ATTACHMENT_TYPES") or list(KINDS)
API_CALLS_A_MINUTE = env.number("API_CALLS_A_MINUTE", 300)  # of one token
DEMO = env.flag("DEMO", default=False)  # shows the demo log-ins on the log-in page
REFUSE_DEMO_PASSWORDS = False
SITE_URL = env.text("SITE_URL")  # links in letters and chat groups begin with it
ROBOT_HOSTS_ALSO: list[str] = []  # further hosts a group robot may be at: for tests
EMAIL_TIMEOUT = 20
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
