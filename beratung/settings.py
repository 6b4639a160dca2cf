"""All settings, from the environment, grouped. Without any variable the site runs on one machine, for that machine."""

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF, UNSAFE_EVAL
from django.templatetags.static import static

from beratung import languages
from beratung.embedded.account import account_for, choose_data_dir

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()

# --- where it runs -----------------------------------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
TESTING = "pytest" in sys.modules
_data_dir = env.str("DATA_DIR", default="")
DATA_DIR = Path(_data_dir).expanduser().absolute() if _data_dir else choose_data_dir(BASE_DIR / "var")
PORT = env.int("PORT", default=8000)
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{PORT}").rstrip("/")
_public = urlsplit(PUBLIC_URL)
HTTPS = _public.scheme == "https"
ALLOWED_HOSTS = sorted({_public.hostname or "localhost", *(() if HTTPS else ("localhost", "127.0.0.1", "[::1]"))})


def _own_secret() -> str:
    """Made once and kept beside the data, readable by the owner only: there is no default key anywhere."""
    path = DATA_DIR / "secret-key"
    try:
        return path.read_text()
    except FileNotFoundError:
        pass
    account_for(path.parent).make_directory(path.parent)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass  # another process was quicker
    return path.read_text()


SECRET_KEY = env.str("SECRET_KEY", default="") or (secrets.token_urlsafe(50) if TESTING else _own_secret())
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# --- who answers for the site (imprint; a system check warns while they are empty) ----------------------------------
OPERATOR_NAME = env.str("OPERATOR_NAME", default="")
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="")
OPERATOR_EMAIL = env.str("OPERATOR_EMAIL", default="")
OPERATOR_PHONE = env.str("OPERATOR_PHONE", default="")
OPERATOR_RESPONSIBLE = env.str("OPERATOR_RESPONSIBLE", default="")
QUICK_EXIT_URL = env.str("QUICK_EXIT_URL", default="https://www.wikipedia.org/")

# --- the house ----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",
    "unfold",
    "unfold.contrib.filters",
    "unfold.contrib.simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "simple_history",
    "axes",
    "lucide",
    "csp",
    "services",
]
MIDDLEWARE = [
    "services.web.middleware.Calm503",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # phones on 2G; public pages hold no secret that a length could tell
    "services.admin.middleware.Policy",
    "services.web.middleware.PublicHeaders",
    "services.web.middleware.Facts",
    "services.admin.middleware.AdminHouse",
    "services.admin.middleware.Sessions",
    "services.web.middleware.InterfaceLanguage",
    "services.web.not_modified.NotModified",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "services.admin.middleware.Users",
    "services.admin.middleware.Messages",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "services.admin.middleware.history",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "beratung.urls"
WSGI_APPLICATION = "beratung.wsgi.application"
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
                "services.web.context.site",
            ],
            "builtins": ["services.templatetags.words"],
        },
    }
]
SILENCED_SYSTEM_CHECKS = ["models.W042"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- one engine ------------------------------------------------------------------------------------------------------
if env.str("DATABASE_URL", default=""):
    DATABASES = {"default": env.db("DATABASE_URL", engine="django.db.backends.postgresql")}
else:
    DATABASES = {
        "default": {
            "ENGINE": "beratung.embedded",
            "NAME": "beratung",
            "DATA_DIR": str(DATA_DIR / "test" if TESTING else DATA_DIR),
            "FSYNC": not TESTING,
        }
    }
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})

# --- languages -------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"  # what the code speaks; every page has its own language in its address
LANGUAGES = [(language.code, language.own_name) for language in languages.INTERFACE]
LANGUAGES_BIDI = [language.code for language in languages.TABLE if language.rtl]
LOCALE_PATHS = [BASE_DIR / "beratung" / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_LANGUAGES = tuple(language.code for language in languages.TABLE)
MODELTRANSLATION_FALLBACK_LANGUAGES = {
    "default": ("de", "en"),
    **{language.code: language.fallback for language in languages.TABLE},
}
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

# --- files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
FIXTURES = BASE_DIR / "fixtures"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING or DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = TESTING or DEBUG
WHITENOISE_USE_FINDERS = TESTING or DEBUG

# --- safety ------------------------------------------------------------------------------------------------------------
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
#: The admin's Alpine.js evaluates expressions; nobody but staff ever gets this policy.
ADMIN_CSP = {"script-src": [SELF, UNSAFE_EVAL], "style-src": [SELF, "'unsafe-inline'"], "img-src": [SELF, "data:"]}

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "services.admin.throttle.locked_out"
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "services.admin.throttle.pseudonym"
AXES_VERBOSE = False
AXES_HANDLER = "services.admin.throttle.WithoutBrowser"
AXES_ENABLE_ADMIN = False
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "next"]

# --- logs ----------------------------------------------------------------------------------------------------------------
LOGGING_CONFIG = None
# Off: PostgreSQL answers every search itself, with the same results.
SEARCH_COLUMNS = env.bool("SEARCH_COLUMNS", default=True)
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")

from beratung.logging import configure  # noqa: E402  (needs LOG_LEVEL)

configure(LOG_LEVEL)

# --- the staff's rooms -----------------------------------------------------------------------------------------------------
UNFOLD = {
    "SITE_TITLE": "Beratung finden",
    "SITE_HEADER": "Beratung finden",
    "SITE_URL": "/",
    "SITE_SYMBOL": "diversity_3",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": True,
    "ENVIRONMENT": None,
    "SHOW_LANGUAGES": False,
    "STYLES": [lambda request: static("admin_house/admin.css")],
    "SIDEBAR": {"show_search": True, "show_all_applications": False, "navigation": "services.admin.navigation.sidebar"},
}
