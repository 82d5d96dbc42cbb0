"""What other numbers of places mean for people, before anything changes."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Promotion
from events.models import Event
from events.services.places import Places, places_of
from events.services.promoting import ASKED_FROM


def consequences(
    event: Event, capacity: int | None, waiting_capacity: int | None, promotion: str, now: datetime
) -> list[str]:
    """Return in sentences what happens when these become the numbers of places of an event."""
    places = places_of(event, now)
    said = [_kept(places, capacity)]
    said += _given(event, places, capacity, promotion, now)
    said += _waiting(places, waiting_capacity)
    return [each for each in said if each]


def standing_of(event: Event, now: datetime) -> str:
    """Return what the consequences were worked out from; it differs once somebody came or left."""
    places = places_of(event, now)
    return f"{places.taken}-{places.waiting}-{event.capacity}-{event.waiting_capacity}"


def _kept(places: Places, capacity: int | None) -> str:
    taken = ngettext("%(taken)d place is taken.", "%(taken)d places are taken.", places.taken)
    said = taken % {"taken": places.taken}
    if capacity is None:
        return said + " " + _("From now on everybody fits.")
    if places.taken > capacity:
        fewer = _(
            "Nobody loses a place. Nobody new gets one, and nobody on the waiting list, until fewer"
            " than %(capacity)d are taken."
        )
        return said + " " + fewer % {"capacity": capacity}
    left = ngettext(
        "%(left)d place is free then.", "%(left)d places are free then.", _free(places, capacity)
    )
    return said + " " + left % {"left": _free(places, capacity)}


def _free(places: Places, capacity: int) -> int:
    return max(0, capacity - places.taken)


def _given(
    event: Event, places: Places, capacity: int | None, promotion: str, now: datetime
) -> Iterator[str]:
    free = places.waiting if capacity is None else _free(places, capacity)
    given = min(free, places.waiting)
    if not given or not event.goes_on or event.starts_at <= now:
        return
    if promotion == Promotion.BY_HAND:
        said = ngettext(
            "%(count)d person waits. You decide who gets a place.",
            "%(count)d people wait. You decide who gets a place.",
            places.waiting,
        )
        yield said % {"count": places.waiting}
        return
    offered = promotion == Promotion.OFFER or event.starts_at - now < ASKED_FROM
    yield (_offered(given) if offered else _promoted(given)) % {"count": given}


def _offered(count: int) -> str:
    return ngettext(
        "%(count)d person on the waiting list is offered a place at once, by mail.",
        "%(count)d people on the waiting list are offered a place at once, by mail.",
        count,
    )


def _promoted(count: int) -> str:
    return ngettext(
        "%(count)d person on the waiting list gets a place at once, and a mail that says so.",
        "%(count)d people on the waiting list get a place at once, and a mail that says so.",
        count,
    )


def _waiting(places: Places, waiting_capacity: int | None) -> Iterator[str]:
    if waiting_capacity is not None and places.waiting > waiting_capacity:
        said = ngettext(
            "%(count)d person waits and stays on the list. Nobody new can join it.",
            "%(count)d people wait and stay on the list. Nobody new can join it.",
            places.waiting,
        )
        yield said % {"count": places.waiting}
