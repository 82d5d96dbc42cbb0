"""Settings for the test suite: fast hashes, no files outside a temporary folder."""

import os
import tempfile
from pathlib import Path

from cms.settings.apps import *  # noqa: F403
from cms.settings.database import *  # noqa: F403
from cms.settings.files import *  # noqa: F403
from cms.settings.languages import *  # noqa: F403
from cms.settings.mail import *  # noqa: F403
from cms.settings.plugins import *  # noqa: F403
from cms.settings.security import *  # noqa: F403
from cms.settings.wagtail import *  # noqa: F403

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
OUTGOING_EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
_TEMPORARY = Path(tempfile.gettempdir()) / f"schakel-test-{os.getpid()}"
# Every client of a test starts the site anew, which would look for all static files each time.
WHITENOISE_AUTOREFRESH = True
# What the worker and the ledger of erasures leave there; the database is named before.
VAR_DIR = _TEMPORARY
MEDIA_ROOT = _TEMPORARY / "media"
SEARCH_INDEX_DIR = _TEMPORARY / "search"
# Kept between runs: making the tables of the language analysis takes ten seconds.
SEARCH_ANALYSIS_DIR = BASE_DIR / ".cache" / "analysis"  # noqa: F405
