"""What waits for the coordinator when mail does not leave."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk import WaitingItem, WaitingList, desk
from cms.models import OutgoingMail


def undelivered(user: Any) -> Sequence[WaitingItem]:
    """Return one line when there is mail that could not be delivered."""
    first = OutgoingMail.objects.given_up().first()
    if first is None or not user.has_perm("cms.resend_mail"):
        return ()
    number = OutgoingMail.objects.given_up().count()
    line = ngettext(
        "%(number)d message could not be delivered.",
        "%(number)d messages could not be delivered.",
        number,
    ) % {"number": number}
    since = localdate(first.failed_at)
    return [WaitingItem(line=line, address=reverse("undelivered_mail"), since=since)]


def held_up(user: Any) -> Sequence[WaitingItem]:
    """Return one line when mail has been waiting for so long that the server must be the cause."""
    late = OutgoingMail.objects.held_up().first()
    if late is None or not user.has_perm("cms.resend_mail"):
        return ()
    return [
        WaitingItem(
            line=_("No mail leaves: the mail server does not answer. Nothing is lost."),
            address=reverse("undelivered_mail"),
            since=localdate(late.due_at),
        )
    ]


desk.register(
    "mail",
    WaitingList(
        label=gettext_lazy("Mail that did not arrive"),
        items=lambda user: [*held_up(user), *undelivered(user)],
        order=90,
    ),
)
