"""Django's settings, derived from the environment. Nothing here reads requests or rows."""

from functools import partial
from pathlib import Path
from typing import Any

from qianming.project import environment, file_store

PACKAGE = Path(__file__).resolve().parent.parent
QIANMING_DATA = environment.data_folder()
QIANMING_SECRET_KEY = environment.secret_key(QIANMING_DATA)
# Asked when a key was wrapped by another secret: it may have been replaced while this process runs.
SECRET_KEY_READER = partial(environment.secret_key, QIANMING_DATA)
QIANMING_KEEP_DAYS = {
    name: environment.days(variable, default) for name, (variable, default) in environment.KEPT_DAYS.items()
}
QIANMING_CALLBACK_PRIVATE_ADDRESSES = environment.text("CALLBACK_PRIVATE_ADDRESSES") == "1"
QIANMING_TRADEMARK_REGISTER = environment.text("TRADEMARK_REGISTER")
QIANMING_ENTERPRISE_REGISTER = environment.text("ENTERPRISE_REGISTER")
QIANMING_OLDER_SIGNATURE_ACTIONS = environment.text("OLDER_SIGNATURE_ACTIONS", "1") == "1"
QIANMING_LEASE_SECONDS = environment.seconds("LEASE_SECONDS", 60)
QIANMING_ANALYTICS = environment.text("ANALYTICS") or str(QIANMING_DATA / "analytics")
QIANMING_EVALUATION_ENGINE = environment.one_of("EVALUATION_ENGINE", ("duckdb", "spark"))
QIANMING_EVALUATION_MEMORY = environment.text("EVALUATION_MEMORY", "1GB")
QIANMING_SPARK_MASTER = environment.text("SPARK_MASTER")
QIANMING_FILES_BUCKET = file_store.bucket()
QIANMING_LANG = environment.text("LANG", "zh")

SECRET_KEY = f"django:{QIANMING_SECRET_KEY}"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LANGUAGE_CODE = "en" if QIANMING_LANG == "en" else "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "console" / "locale"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "qianming.registry",
    "qianming.console",  # before allauth, whose templates it replaces
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "qianming.console.headers.PageHeaders",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "qianming.console.languages.KeptLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "qianming.project.urls"
APPEND_SLASH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "registry.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def _django_database(chosen: environment.Database) -> dict[str, Any]:
    if chosen.engine == "postgresql":
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": chosen.name,
            "USER": chosen.user,
            "PASSWORD": chosen.password,
            "HOST": chosen.host,
            "PORT": chosen.port,
            "CONN_MAX_AGE": 60,
            # A look before each request's first query, so that a restarted database is not met with errors.
            "CONN_HEALTH_CHECKS": True,
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": chosen.name,
        # Threads keep their connection: opening one costs more than most of what is done with it.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Taking the write lock at BEGIN is what lets the busy timeout apply to whole transactions.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            # What was deleted is overwritten: a destroyed key must not be read from the file afterwards.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=FAST;",
        },
    }


QIANMING_DATABASE = environment.database(QIANMING_DATA)
DATABASES = {"default": _django_database(QIANMING_DATABASE)}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
STATIC_URL = "/console/static/"
# Files are served from where they lie in the package: there is no collecting step that could be forgotten.
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"/vendor/[a-z-]+-\d[^/]*/"
# Uploads stay in memory: the usual handler would lay large scans of identity cards on the disk unsealed.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
LOGIN_URL = "/console/login/"
LOGIN_REDIRECT_URL = "/console/"
# Limits on signing in are counted for all processes together, and survive a restart.
CACHES = {"default": {"BACKEND": "qianming.console.shared_cache.SharedCache"}}

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "qianming.console.adapters.ClosedAccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
MFA_ADAPTER = "qianming.console.adapters.SealedSecondFactorAdapter"
# Browsers keep cookies per host, not per port: names of our own let several services live on one machine.
SESSION_COOKIE_NAME = "qianming_session"
SESSION_COOKIE_PATH = "/console/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "qianming_csrf"
CSRF_COOKIE_PATH = "/console/"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "qianming_language"
LANGUAGE_COOKIE_PATH = "/console/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
