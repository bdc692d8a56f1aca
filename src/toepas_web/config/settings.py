"""Settings of the site. Everything that differs between installations comes from the environment (docs/guides/site.md)."""

import os
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from toepas.kernel import data_dir, languages
from toepas_web.config.secret import secret_key

MOST_MONTHS = 1_200
"""A credential ends after so many months at most: a hundred years."""
HOME = data_dir()
URL = os.environ.get("TOEPAS_URL", "http://localhost:8000").rstrip("/")
_address = urlsplit(URL)
HTTPS = _address.scheme == "https"

DEBUG = os.environ.get("TOEPAS_DEBUG") == "1"
SECRET_KEY = os.environ.get("TOEPAS_SECRET_KEY") or secret_key(HOME / "secret.key")
ALLOWED_HOSTS = [_address.hostname or "localhost", "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [URL] if HTTPS else []

INSTALLED_APPS = [
    # First, so that its layout of the accounts pages comes before that of the accounts package.
    "toepas_web.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "toepas_web.accounts",
    "toepas_web.audit",
    "toepas_web.search",
    "toepas_web.notices",
    "toepas_web.moderation",
    "toepas_web.organisations",
    "toepas_web.home",
    "toepas_web.law",
    "toepas_web.check",
    "toepas_web.ask",
    "toepas_web.catalogue",
    "toepas_web.advise",
    "toepas_web.assurance",
    "toepas_web.maturity",
    "toepas_web.observatory",
    "toepas_web.strategy",
    "toepas_web.workspace",
    "toepas_web.alliance",
    "toepas_web.academy",
    "toepas_web.network",
    "toepas_web.api",
    "toepas_web.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "toepas_web.ui.middleware.RefuseTooLarge",
    "toepas_web.ui.middleware.RefuseControlCharacters",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "toepas_web.ui.middleware.KeepNothing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "toepas_web.audit.refusals.NoteRefusals",
]

ROOT_URLCONF = "toepas_web.config.urls"
WSGI_APPLICATION = "toepas_web.config.wsgi.application"

TEMPLATES = [
    {
        # Our own pages: unknown variables fail, sentences come from the same catalogues as the library's.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "toepas_web.ui.jinja.environment",
            "context_processors": ["toepas_web.ui.page.context", "toepas_web.notices.page.context"],
        },
    },
    {
        # Pages of the accounts package, set inside our layout.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "toepas_web.ui.page.context",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------------------------
_database = os.environ.get("DATABASE_URL")
if _database:
    DATABASES = {"default": dj_database_url.parse(_database, conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "site.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Readers never wait for a writer; a writer waits for another; what was confirmed survives a power cut.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# So many counts at once; the framework's own 300 would let anybody push out what is counted of others, and of themselves.
_KEPT = {"MAX_ENTRIES": 20_000}
CACHES = {
    # Shared by all processes: login throttling counts here.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache", "OPTIONS": _KEPT},
    # Per process and fast: request counts of the interface.
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": _KEPT},
}
MEDIA_ROOT = HOME / "files"
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_PERMISSIONS = 0o600
MOST_UPLOAD_BYTES = 10_000_000
# A table of a million cases with twenty columns is about so large; it goes to the disk piece by piece, never into memory as a whole.
MOST_DATA_BYTES = 60_000_000
# Validations and monitors are made by a process of their own: a report takes longer than a request may.
WORK_APART = True

# --- Languages and time ---------------------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("TOEPAS_TIME_ZONE", "Europe/Brussels")
LANGUAGE_CODE = "en"
_NAMES = {"en": "English", "nl": "Nederlands"}
LANGUAGES = [(code, _NAMES.get(code, code)) for code in languages()]
LANGUAGE_COOKIE_NAME = "language"

# --- Accounts -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "cases"
LOGIN_URL = "account_login"
ACCOUNT_USER_DISPLAY = "toepas_web.accounts.adapter.display"
ACCOUNT_ADAPTER = "toepas_web.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _address.scheme
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Toepas: "
# Sign-ins, sign-ups and new passwords are counted by the address of who asks, not by that of the proxy, which all have in common.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("TOEPAS_PROXY") == "1" else 0
MFA_SUPPORTED_TYPES = ["webauthn", "recovery_codes", "totp"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = {}
if os.environ.get("TOEPAS_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": os.environ.get("TOEPAS_OIDC_NAME", "OpenID"),
                "client_id": os.environ.get("TOEPAS_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("TOEPAS_OIDC_SECRET", ""),
                "settings": {"server_url": os.environ["TOEPAS_OIDC_URL"]},
            }
        ],
    }

# --- Academy: in whose name credentials are issued, and from which country; without both, none are ------------------------
ISSUER_NAME = os.environ.get("TOEPAS_ISSUER_NAME", "")
ISSUER_COUNTRY = os.environ.get("TOEPAS_ISSUER_COUNTRY", "").upper()
ISSUER_LEGAL_ID = os.environ.get("TOEPAS_ISSUER_LEGAL_ID", "")
ISSUER_FOLDER = HOME / "credentials"
_months = os.environ.get("TOEPAS_CREDENTIAL_MONTHS", "")
if _months and not (_months.isdecimal() and 0 < int(_months) <= MOST_MONTHS):
    raise ImproperlyConfigured(
        f"TOEPAS_CREDENTIAL_MONTHS is '{_months}', and has to be a whole number from 1 to {MOST_MONTHS}."
    )
CREDENTIAL_MONTHS = int(_months) if _months else None

# --- Interface for programs -------------------------------------------------------------------------------------------
API_RATE = os.environ.get("TOEPAS_API_RATE", "120/m")
NINJA_NUM_PROXIES = 1 if os.environ.get("TOEPAS_PROXY") == "1" else 0

# --- Mail -----------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = os.environ.get("TOEPAS_MAIL_FROM", f"toepas@{_address.hostname or 'localhost'}")
if os.environ.get("TOEPAS_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["TOEPAS_SMTP_HOST"]
    EMAIL_PORT = int(os.environ.get("TOEPAS_SMTP_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("TOEPAS_SMTP_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("TOEPAS_SMTP_PASSWORD", "")
    EMAIL_USE_TLS = os.environ.get("TOEPAS_SMTP_TLS", "1") == "1"
    EMAIL_TIMEOUT = 20
else:
    # Without a mail server, codes and links are shown where the site was started, and nowhere else.
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# --- Safety ---------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "toepas_web.ui.errors.csrf_failure"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("TOEPAS_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- Logs: what happened, never to whom or with which answers -----------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # A page that is not there is an answer, no incident; the address could hold a person's answers.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}

TEST_RUNNER = "django.test.runner.DiscoverRunner"
