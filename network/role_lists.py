"""What waits for whoever looks after roles, and how administrators hear of an emergency."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.desk import WaitingItem, WaitingList, desk, waiting
from cms.notices.kinds import NoticeKind, kinds
from network.services import emergency
from network.services.roles import role_lines


def roles_to_review(user: Any) -> Sequence[WaitingItem]:
    """Return one item for all roles that nobody found right for too long."""
    if not user.has_perm("network.review_roles"):
        return ()
    lines = [line for line in role_lines() if line.waits]
    if not lines:
        return ()
    text = ngettext(
        "The roles of %(count)d person: are they still right?",
        "The roles of %(count)d people: are they still right?",
        len(lines),
    ) % {"count": len(lines)}
    looked = [line.review.confirmed_at.date() for line in lines if line.review]
    return [WaitingItem(text, reverse("roles_review"), min(looked, default=None))]


_list = WaitingList(_("Roles"), roles_to_review, order=90, address=lambda: reverse("roles_review"))
desk.register("roles", _list)
waiting.register("roles", _list)
kinds.register(
    emergency.KIND,
    NoticeKind(
        _("Emergency account"),
        _("You are an administrator: this should be rare."),
        permission="network.review_roles",
    ),
)
