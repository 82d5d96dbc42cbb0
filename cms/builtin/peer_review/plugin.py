"""Peer review as a plugin."""

from django.utils.translation import gettext_lazy as _

from cms.plugins.plugin import Plugin

plugin = Plugin(
    name="peer_review",
    label=_("Peer review"),
    version="1.0",
    tasks=["peer_review.PeerReview"],
)
