"""Who comes in: log-in, second factor, lock-out, sessions."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from . import env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.login.passwords.ThreeClassesValidator"},
    {"NAME": "accounts.login.passwords.NotUsedBeforeValidator"},
]
# "dengbao2" adds what 等保2.0 level 2 asks for: classes, age, history, idle time.
PASSWORD_RULES = env.text("PASSWORD_RULES")

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

PROXIES = env.number("PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

ACCOUNT_ADAPTER = "accounts.login.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody signs up: a stranger has nothing to be told
ACCOUNT_SESSION_REMEMBER = None  # the person ticks it
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# Several people of an office share one address; axes counts per name and address.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,50/h/key"}

MFA_ADAPTER = "accounts.login.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = _("Sales back office")
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "accounts.login.codes.LoginCodeForm",
    "reauthenticate": "accounts.login.codes.ReauthenticateCodeForm",
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "accounts.login.lockout.account_of"
AXES_CLIENT_IP_CALLABLE = "accounts.login.lockout.client_ip"
AXES_LOCKOUT_CALLABLE = "accounts.login.lockout.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

SESSION_COOKIE_AGE = 14 * 24 * 3600  # where the person asked to be remembered
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
