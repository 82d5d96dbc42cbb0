"""Editors, and who looks after the page, hear what an organisation changed by itself."""

from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import PageCare
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from knowledge.models import Activity
from network.enums import Role
from network.models import User

KIND = "own_facts"
kinds.register(
    KIND,
    NoticeKind(
        label=gettext_lazy("What organisations change in their own activities"),
        why=gettext_lazy("You get this because you are an editor, or look after the page."),
    ),
)


def who_keeps(activity: Activity) -> list[Any]:
    """Return the editors, and owner and deputy of the page."""
    care = PageCare.objects.filter(translation_key=activity.translation_key)
    ids = {pk for pair in care.values_list("owner", "deputy") for pk in pair if pk}
    editors = User.objects.with_role(Role.EDITOR).values_list("pk", flat=True)
    return list(get_user_model()._default_manager.filter(pk__in={*ids, *editors}))


def tell_of(activity: Activity, organisation: str, *, by: Any, undone: bool) -> None:
    """Tell them in one line, which is renewed while it was not mailed."""

    def line() -> str:
        values = {"title": activity.title[:120], "who": organisation or _("an editor")}
        if undone:
            return _("“%(title)s”: %(who)s put back what was changed.") % values
        return _("“%(title)s”: %(who)s changed where, when or how you join.") % values

    tell(
        KIND,
        who_keeps(activity),
        key=str(activity.translation_key),
        line=line,
        address=lambda: reverse("activity_facts_undo", args=[activity.translation_key]),
        page=activity,
        by=by,
    )
