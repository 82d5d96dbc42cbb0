"""Approval by the lead as a plugin."""

from django.utils.translation import gettext_lazy as _

from cms.plugins.plugin import Plugin

plugin = Plugin(
    name="lead_approval",
    label=_("Approval by the lead of the coalition"),
    version="1.0",
    tasks=["lead_approval.LeadApproval"],
)
