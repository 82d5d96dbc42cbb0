"""Approval by the owner as a plugin."""

from django.utils.translation import gettext_lazy as _

from cms.plugins.plugin import Plugin

plugin = Plugin(
    name="owner_approval",
    label=_("Approval by the owner"),
    version="1.0",
    tasks=["owner_approval.OwnerApproval"],
)
