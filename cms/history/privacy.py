"""What the public history holds about who changed a page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import PageChange
from cms.privacy.providers import PrivacyProvider, providers


def _export(user: Any) -> Mapping[str, Any]:
    told = ("page__title", "note", "happened_at")
    return {
        "changes_of_pages": list(PageChange.objects.filter(by=user).values(*told)),
        "changes_looked_at": list(PageChange.objects.filter(reviewed_by=user).values(*told)),
    }


providers.register(
    "page_changes",
    PrivacyProvider(
        label=_("What you changed on pages"),
        why=_("So that readers see when and why a page changed."),
        how_long=_("As long as the page; your name goes with your account."),
        models=("cms.PageChange",),
        export=_export,
        order=63,
        headings={
            "changes_of_pages": _("Pages you changed"),
            "changes_looked_at": _("Changes of others you looked at"),
            "page__title": _("title"),
        },
    ),
)
