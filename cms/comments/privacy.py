"""What comments hold about who said them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import PageComment
from cms.privacy.providers import PrivacyProvider, providers


def _export(user: Any) -> Mapping[str, Any]:
    said = PageComment.objects.filter(author=user).values("text", "created_at")
    return {"page_comments": list(said)}


providers.register(
    "page_comments",
    PrivacyProvider(
        label=_("Your comments on pages"),
        why=_("So that others know who asks something and can answer."),
        how_long=_("As long as you have an account; the text stays, without your name."),
        models=("cms.PageComment",),
        export=_export,
        order=64,
        headings={"page_comments": _("What you said")},
    ),
)
