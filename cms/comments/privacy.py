"""What comments hold about who said them, and how long what is gone stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models import PageComment
from cms.privacy.providers import PrivacyProvider, Thinned, providers

# Long enough for who was told of it; its text went at once.
REMOVED_KEPT = timedelta(days=30)


def _export(user: Any) -> Mapping[str, Any]:
    said = PageComment.objects.filter(author=user, removed_at=None)
    return {"page_comments": list(said.values("text", "created_at").order_by("created_at"))}


def _minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Remove what was taken away, as far as nobody answered it, and what hangs on no page."""
    taken = Q(removed_at__lt=now - REMOVED_KEPT) & ~Exists(
        PageComment.objects.filter(answers=OuterRef("pk"))
    )
    orphaned = ~Exists(Page.objects.filter(translation_key=OuterRef("translation_key")))
    gone = PageComment.objects.filter(taken | orphaned)
    counts = [Thinned(_("Comments that were taken away, or whose page is gone"), gone.count())]
    if not dry_run:
        gone.delete()
    return counts


providers.register(
    "page_comments",
    PrivacyProvider(
        label=_("Your comments on pages"),
        why=_("So that others know who asks something and can answer."),
        how_long=_("As long as you have an account; the text stays, without your name."),
        models=("cms.PageComment",),
        export=_export,
        minimise=_minimise,
        order=64,
        headings={"page_comments": _("What you said")},
    ),
)
