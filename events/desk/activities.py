"""Activities that partners submitted and that somebody looks at before they are on the agenda."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk import WaitingItem, WaitingList, desk, waiting
from events.enums import EventKind
from events.models import Event
from events.reads.mine import run_by
from events.reads.standing import standings
from network.models import User


def submitted(_user: Any) -> list[WaitingItem]:
    """Return every activity that waits."""
    return _items(_coming())


def submitted_to(user: Any) -> list[WaitingItem]:
    """Return what waits of the campaign weeks that somebody runs."""
    return _items(_coming().filter(super_event__in=run_by(user).values("pk")))


def _coming() -> QuerySet[Event]:
    coming: QuerySet[Event] = Event.objects.filter(
        kind=EventKind.CAMPAIGN_ACTIVITY, ends_at__gte=timezone.now()
    )
    return coming.order_by("starts_at", "pk")


def _items(events: QuerySet[Event]) -> list[WaitingItem]:
    return [
        WaitingItem(
            line=_("“%(title)s” was submitted: look at it") % {"title": each.title},
            address=reverse("event_publish", args=[each.event.pk]),
        )
        for each in standings(events)
        if each.is_waiting
    ]


def _organisers() -> set[int]:
    """Return who may run a campaign week of which something waits."""
    submitted_now = [each.event for each in standings(_coming()) if each.is_waiting]
    weeks = {pk for event in submitted_now if (pk := event.super_event_id) is not None}
    if not weeks:
        return set()
    events = Event.objects.filter(pk__in=weeks)
    inside = User.objects.filter(member__organisation__in=events.values("organiser"))
    found = User.objects.filter(pk__in=events.values("host")) | inside
    return set(found.values_list("pk", flat=True))


LABEL = gettext_lazy("Submitted activities")
desk.register("activities", WaitingList(label=LABEL, items=submitted, order=50))
waiting.register(
    "activities", WaitingList(label=LABEL, items=submitted_to, order=30, whom=_organisers)
)
