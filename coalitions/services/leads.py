"""Who leads a coalition: the role that comes with it, and losing it again."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import Notice
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from coalitions.enums import CoalitionStatus
from coalitions.models import Coalition
from network.enums import Role
from network.services.profile import give_role, take_role

CHOSEN = "coalition_lead"
kinds.register(
    CHOSEN,
    NoticeKind(
        label=gettext_lazy("You lead a coalition"),
        why=gettext_lazy("You get this because you are lead or deputy of this coalition."),
        permission="coalitions.join",
    ),
)


def page_title(coalition: Coalition) -> str:
    """Return what a coalition is called in the active language."""
    coalition.__dict__.pop("page", None)
    return str(coalition.page.title) if coalition.page else _("A coalition")


def page_address(coalition: Coalition) -> str:
    """Return where a coalition is read in the active language."""
    coalition.__dict__.pop("page", None)
    return (coalition.page.get_url() if coalition.page else "") or ""


@transaction.atomic
def keep_roles(accounts: Iterable[int | None]) -> None:
    """Give the role of lead to who leads a coalition that is not completed; take it from others.

    Somebody who gets or loses it signs in again, as with every role.
    """
    wanted = {pk for pk in accounts if pk is not None}
    accounts_found = get_user_model()._default_manager.filter(pk__in=wanted).order_by("pk")
    # Locked: of two coalitions that change hands at once, the second one sees the first.
    for user in accounts_found.select_for_update():
        going_on = Coalition.objects.led_by(user).exclude(status=CoalitionStatus.COMPLETED)
        if going_on.exists():
            give_role(user, Role.LEAD)
        else:
            take_role(user, Role.LEAD)


def tell_chosen(coalition: Coalition, user: Any, by: Any) -> None:
    """Tell somebody that they lead a coalition from now on."""
    tell(
        CHOSEN,
        [user],
        key=str(coalition.pk),
        line=lambda: _("You lead “%(title)s” now.") % {"title": page_title(coalition)},
        address=lambda: page_address(coalition),
        by=by,
    )


def tell_no_longer(coalition: Coalition, accounts: Iterable[int | None]) -> None:
    """Leave out of the next mail that somebody leads a coalition, where this was taken back."""
    told = Notice.objects.unmailed().filter(kind=CHOSEN, key=str(coalition.pk))
    told.filter(recipient__in=[pk for pk in accounts if pk is not None]).delete()
