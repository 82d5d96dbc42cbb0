"""The privacy check as a plugin."""

from django.utils.translation import gettext_lazy as _

from cms.builtin.privacy_check.mails import WITHDRAWN, kind
from cms.builtin.privacy_check.panels import panel
from cms.plugins.plugin import Plugin

plugin = Plugin(
    name="privacy_check",
    label=_("Privacy check"),
    version="1.0",
    tasks=["privacy_check.PrivacyCheck"],
    notice_kinds={WITHDRAWN: kind},
    own_panels={"consents": panel},
)
