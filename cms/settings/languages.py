"""Dutch first, English second; the language is always the first part of the address."""

from django.utils.translation import gettext_lazy as _

from cms.settings.apps import BASE_DIR

LANGUAGE_CODE = "nl"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# With it on, "translate with subtree" counts no children under the translated parent and
# answers 404 for them: https://github.com/wagtail/wagtail-localize/issues/773
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
