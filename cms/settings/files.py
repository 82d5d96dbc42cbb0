"""Static files and uploads."""

from cms.settings.apps import BASE_DIR
from cms.settings.database import VAR_DIR

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
BUNDLE_DEMO = BASE_DIR / "content" / "demo"
