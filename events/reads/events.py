"""What the page of an event shows, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from cms.contexts import shown_on
from events.models import Event, EventPage, Registration, Session, Slot
from events.services.places import free_in, places_of
from knowledge.reads.facts import sources_of, themes_of


@dataclass(frozen=True, slots=True)
class SessionShown:
    """A session with the places it has left; None where everybody fits."""

    session: Session
    free: int | None


@dataclass(frozen=True, slots=True)
class Round:
    """A round of the programme with its sessions."""

    slot: Slot
    sessions: list[SessionShown]


@shown_on(EventPage)
def event_context(page: EventPage, request: HttpRequest) -> dict[str, Any]:
    """Return `event` (the row), `places`, `rounds`, `mine`, `can_register`, `themes`, `sources`."""
    event, now = page.event, timezone.now()
    language = page.locale.language_code
    user = getattr(request, "user", None) or AnonymousUser()
    return {
        "event": event,
        "places": places_of(event, now) if event else None,
        "rounds": rounds_of(event) if event else [],
        "mine": registration_of(user, event) if event else None,
        "can_register": bool(event and event.takes_registrations_at(now)),
        "themes": themes_of(page, language),
        "sources": sources_of(page, language),
    }


def rounds_of(event: Event) -> list[Round]:
    """Return the programme, each session with the places it has left."""
    slots = list(event.slots.prefetch_related("sessions__host_organisation"))
    free = free_in((each for slot in slots for each in slot.sessions.all()), timezone.now())
    return [
        Round(slot, [SessionShown(each, free[each.pk]) for each in slot.sessions.all()])
        for slot in slots
    ]


def registration_of(user: Any, event: Event) -> Registration | None:
    """Return somebody's own registration that stands."""
    if not user.is_authenticated:
        return None
    return Registration.objects.filter(event=event, user=user).standing().first()
