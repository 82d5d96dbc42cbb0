"""What this keeps about people: who wrote down a consent. Who agreed is a function, not a name."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.builtin.privacy_check.models import Consent
from cms.privacy.providers import PrivacyProvider, providers


def export(user: Any) -> Mapping[str, Any]:
    """Return the consents that an account wrote down."""
    found = Consent.objects.filter(recorded_by=user).order_by("recorded_at")
    return {
        "consents": [
            {"speaks": each.speaks, "recorded_at": each.recorded_at.isoformat()} for each in found
        ]
    }


def erase(user: Any) -> None:
    """Keep that somebody agreed, and forget who wrote it down."""
    Consent.objects.filter(recorded_by=user).update(recorded_by=None)


providers.register(
    "privacy_check",
    PrivacyProvider(
        label=_("Consents you wrote down"),
        why=_("To be able to say that whoever a page tells about agreed to that."),
        how_long=_("As long as the page is there; your name until you leave."),
        models=["privacy_check.Consent"],
        export=export,
        erase=erase,
        order=61,
        headings={"consents": _("Consents you wrote down")},
    ),
)
