"""The evidence check as a plugin."""

from django.utils.translation import gettext_lazy as _

from cms.plugins.plugin import Plugin

plugin = Plugin(
    name="evidence_check",
    label=_("Evidence check"),
    version="1.0",
    tasks=["evidence_check.EvidenceCheck"],
)
