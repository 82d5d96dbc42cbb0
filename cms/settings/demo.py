"""The demo network on somebody's own machine: no configuration, nothing leaves the machine."""

import os
from contextlib import suppress

from django.core.management.utils import get_random_secret_key

from cms.settings.apps import *  # noqa: F403
from cms.settings.database import *  # noqa: F403
from cms.settings.database import VAR_DIR
from cms.settings.files import *  # noqa: F403
from cms.settings.languages import *  # noqa: F403
from cms.settings.mail import *  # noqa: F403
from cms.settings.plugins import *  # noqa: F403
from cms.settings.security import *  # noqa: F403
from cms.settings.wagtail import *  # noqa: F403
from cms.settings.wagtail import WAGTAILADMIN_BASE_URL as _ADDRESS

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
OUTGOING_EMAIL_BACKEND = "cms.mailing.folder.FolderBackend"
# Where links in mail lead: `manage.py demo --port` says it to what it starts.
WAGTAILADMIN_BASE_URL = os.environ.get("SCHAKEL_ADDRESS", _ADDRESS)
SEARCH_INDEX_DIR = VAR_DIR / "search"


def _secret_key() -> str:
    """Return this machine's own key, made at the first start and kept in `var/`."""
    path = VAR_DIR / "secret-key"
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        # Closed to others from its first moment, not only after it was written.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(get_random_secret_key())
    return path.read_text()


SECRET_KEY = _secret_key()
# The people are invented and the machine is one's own: a phone for each of eight accounts would
# only be in the way. SCHAKEL_SECOND_STEP=on asks for it, as everywhere else.
ADMIN_NEEDS_SECOND_STEP = os.environ.get("SCHAKEL_SECOND_STEP") == "on"
