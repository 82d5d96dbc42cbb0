"""Who hears of an update: followers and participants, as far as they may read it."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Notice
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from coalitions.enums import Visibility
from coalitions.models import Coalition, ProgressUpdate
from network.enums import Role

UPDATED = "coalition_update"
kinds.register(
    UPDATED,
    NoticeKind(
        label=gettext_lazy("News of coalitions"),
        why=gettext_lazy("You get this because you follow this coalition or take part in it."),
    ),
)


def tell_of(update: ProgressUpdate, *, by: Any) -> None:
    """Tell whoever may read this update and was not told yet; nobody else keeps hearing of it.

    The line holds none of its words: they may be changed, or taken back, before the mail leaves.
    """
    audience = _audience(update)
    told = Notice.objects.filter(kind=UPDATED, key=_key(update))
    told.filter(mailed_at=None).exclude(recipient__in=audience).delete()
    tell(
        UPDATED,
        audience.exclude(pk__in=told.values("recipient")),
        key=_key(update),
        line=lambda: _("“%(title)s” tells how it is going.") % {"title": _title(update.coalition)},
        address=lambda: reverse("update_history", args=[update.pk]),
        page=_live_page(update.coalition),
        by=by,
    )


def take_back(update: ProgressUpdate) -> None:
    """Leave an update that was withdrawn out of the mails that have yet to be written."""
    Notice.objects.unmailed().filter(kind=UPDATED, key=_key(update)).delete()


def _key(update: ProgressUpdate) -> str:
    return f"update:{update.pk}"


def _title(coalition: Coalition) -> str:
    # Read anew: the row remembers its page in the language in which it was first asked.
    return str(Coalition.objects.get(pk=coalition.pk))


def _live_page(coalition: Coalition) -> Any:
    page = coalition.page
    return page if page and page.live else None


def _audience(update: ProgressUpdate) -> QuerySet[Any]:
    users: QuerySet[Any] = get_user_model()._default_manager.filter(is_active=True)
    users = users.filter(groups__name__in=Role.values)
    coalition = update.coalition
    inside = Q(participations__coalition=coalition, participations__left_on=None) | Q(
        pk__in=[each.pk for each in coalition.leads]
    )
    if update.visibility == Visibility.COALITION or not _live_page(coalition):
        return users.filter(inside).distinct()
    follows = Q(follows__translation_key=coalition.translation_key)
    return users.filter(inside | follows).distinct()
