"""What waits on this floor: for whoever keeps the network going, and for leads."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk import WaitingItem, WaitingList, desk, waiting
from coalitions.models import Action, Call, Coalition
from coalitions.services.pulse import address_of, ask, unheard

UNANSWERED_AFTER = timedelta(days=14)
# Then somebody asks in person; nothing of it is shown to anybody else.
SILENT_AFTER = timedelta(days=60)
PROMISED_WITHIN = timedelta(days=30)
LONGEST_LINE = 120


def unanswered(user: Any) -> list[WaitingItem]:
    """Return what nobody answered for too long, of what this account may read."""
    long_ago = timezone.now() - UNANSWERED_AFTER
    found = Call.objects.for_reader(user).unanswered(timezone.localdate())
    return [
        WaitingItem(
            line=call.line,
            address=reverse("call", args=[call.pk]),
            since=timezone.localdate(call.created_at),
        )
        for call in found.filter(created_at__lt=long_ago)
    ]


def silent(_user: Any) -> list[WaitingItem]:
    """Return the coalitions of which nothing was heard for two months."""
    found: Any = Coalition.objects.silent_since(timezone.localdate() - SILENT_AFTER)
    return [
        WaitingItem(
            line=_("“%(title)s”: ask how it is going") % {"title": each},
            address=_address(each),
            since=each.last_update or each.created_on,
        )
        for each in found.order_by("pk")
    ]


def _address(coalition: Coalition) -> str:
    page = coalition.page
    url = page.get_url() if page and page.live else None
    return url or reverse("update_new", args=[coalition.pk])


def _leads() -> set[int]:
    at_work: Any = Coalition.objects.at_work()
    found: set[int] = at_work.leads()
    return found


def _owners() -> set[int]:
    return set(_due().exclude(owner=None).values_list("owner", flat=True))


def _due() -> Any:
    soon = timezone.localdate() + PROMISED_WITHIN
    return Action.objects.to_do().filter(due__lte=soon)


def asked(user: Any) -> list[WaitingItem]:
    """Return the coalitions somebody leads that told nothing yet this month."""
    return [
        WaitingItem(
            line=_("How is “%(title)s” going?") % {"title": each},
            address=reverse("update_new", args=[each.pk]),
        )
        for each in unheard(user, timezone.localdate())
    ]


def asked_by_mail(user: Any) -> list[WaitingItem]:
    """Return the links of this month that were not mailed yet, and keep that they are now."""
    now = timezone.now()
    pulses = [(each, ask(each, user, now)) for each in unheard(user, timezone.localdate(now))]
    line = _("How is “%(title)s” going? One line is enough, without signing in. For you alone:")
    return [
        WaitingItem(line=line % {"title": each}, address=address_of(pulse))
        for each, pulse in pulses
        if pulse
    ]


def promised(user: Any) -> list[WaitingItem]:
    """Return the actions somebody took on that are due soon, or were due already."""
    return [
        WaitingItem(
            line=_("Before %(day)s: %(action)s")
            % {
                "day": date_format(each.due, "j F Y"),
                "action": Truncator(each.text).chars(LONGEST_LINE),
            },
            address=reverse("action", args=[each.pk]),
        )
        for each in _due().filter(owner=user).order_by("due", "pk")
    ]


desk.register(
    "calls",
    WaitingList(
        label=gettext_lazy("Calls and questions without an answer"),
        items=unanswered,
        order=40,
        address=lambda: reverse("calls") + "?state=open",
    ),
)
desk.register(
    "silent_coalitions",
    WaitingList(label=gettext_lazy("Quiet for two months"), items=silent, order=45),
)
waiting.register(
    "pulse",
    WaitingList(
        label=gettext_lazy("Your coalition"),
        items=asked,
        order=10,
        mailed=asked_by_mail,
        whom=_leads,
    ),
)
waiting.register(
    "promised",
    WaitingList(label=gettext_lazy("Actions you took on"), items=promised, order=20, whom=_owners),
)
