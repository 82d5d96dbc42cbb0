"""What suggestions hold about who made them, and how long."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Suggestion
from cms.privacy.providers import PrivacyProvider, providers


def _export(user: Any) -> Mapping[str, Any]:
    return {
        "suggestions": list(
            Suggestion.objects.by(user).values("note", "changes", "state", "created_at", "reason")
        )
    }


providers.register(
    "suggestions",
    PrivacyProvider(
        label=_("Your suggestions"),
        why=_("So that you get the credit and hear what became of them."),
        how_long=_("As long as you have an account; the text stays, without your name."),
        models=("cms.Suggestion",),
        export=_export,
        order=62,
        headings={"suggestions": _("What you suggested")},
    ),
)
