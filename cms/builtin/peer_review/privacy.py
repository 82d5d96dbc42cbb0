"""What this keeps about people: who approved what."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.builtin.peer_review.models import Approval
from cms.privacy.providers import PrivacyProvider, providers


def export(user: Any) -> Mapping[str, Any]:
    """Return when an account approved what."""
    found = Approval.objects.filter(user=user).select_related("revision").order_by("at")
    return {
        "approvals": [
            {"at": each.at.isoformat(), "version": each.revision.object_str} for each in found
        ]
    }


def erase(user: Any) -> None:
    """Keep that somebody approved, and forget who."""
    Approval.objects.filter(user=user).update(user=None)


providers.register(
    "peer_review",
    PrivacyProvider(
        label=_("What you approved"),
        why=_("To be able to say that somebody else looked at what is on the site."),
        how_long=_("As long as the page is there; your name until you leave."),
        models=["peer_review.Approval"],
        export=export,
        erase=erase,
        order=60,
        headings={"approvals": _("What you approved"), "version": _("what it was about")},
    ),
)
