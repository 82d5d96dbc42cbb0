"""How long notices are kept, and what somebody may ask of what they follow and were told."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import Follow, MailChoice, Notice
from cms.notices.kinds import kinds
from cms.notices.reads import followed_pages
from cms.privacy.providers import PrivacyProvider, Thinned, providers

REMOVED_AFTER = timedelta(days=365)


def export(user: Any) -> Mapping[str, Any]:
    """Return what an account follows, was told and chose."""
    choice = MailChoice.objects.of(user)
    return {
        "notices": [
            {"created_at": notice.created_at.isoformat(), "line": notice.line}
            for notice in Notice.objects.of(user)
        ],
        "follows": [each.page.title for each in followed_pages(user)],
        "weekly": choice.weekly,
        "muted": list(choice.muted),
        "at_once": list(choice.at_once),
    }


def erase(user: Any) -> None:
    """Remove what an account follows, was told and chose."""
    Follow.objects.of(user).delete()
    Notice.objects.of(user).delete()
    MailChoice.objects.filter(user=user).delete()


def minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Remove notices that are a year old."""
    old = Notice.objects.filter(created_at__lt=now - REMOVED_AFTER)
    counts = [Thinned(_("Notices that are removed after a year"), old.count())]
    if not dry_run:
        old.delete()
    return counts


def _label(name: str) -> Any:
    return kinds[name].label if name in kinds else name


providers.register(
    "notices",
    PrivacyProvider(
        label=_("What you follow and what you were told"),
        why=_("To tell you what waits for you, and what changes in what you follow."),
        how_long=_("Notices one year; what you follow until you stop."),
        models=["cms.Follow", "cms.Notice", "cms.MailChoice"],
        export=export,
        erase=erase,
        minimise=minimise,
        order=30,
        headings={"notices": _("What you were told"), "follows": _("Pages you follow")},
        words={"muted": _label, "at_once": _label},
    ),
)
