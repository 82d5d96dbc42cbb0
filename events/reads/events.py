"""What the page of an event shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from cms.contexts import shown_on
from events.enums import EventKind
from events.models import Event, EventPage, Registration, ReportPage, Session, Slot
from events.reads.agenda import with_rows
from events.reads.entrance import entrance_of
from events.reads.json_ld import json_ld
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
    """Return what the page of an event shows.

    `event` (the row), `places`, `entrance`, `rounds`, `target_groups`, `mine` (one's own
    registration), `may_manage`, `super_page`, `days` (of a campaign week), `report`, `json_ld`,
    `themes`, `sources`. A page without a row, which is a draft, has its words only.
    """
    event, language = page.event, page.locale.language_code
    words = {"themes": themes_of(page, language), "sources": sources_of(page, language)}
    if event is None:
        return {"event": None, **words}
    user = getattr(request, "user", None) or AnonymousUser()
    now = timezone.now()
    places = places_of(event, now)
    return {
        **words,
        "event": event,
        "places": places,
        "entrance": entrance_of(event, places, now),
        "target_groups": list(event.target_groups.all()),
        "rounds": rounds_of(event),
        "mine": registration_of(user, event),
        "may_manage": user.has_perm("events.manage", event),
        "super_page": page_of(event.super_event, language),
        "days": activities_of(event, language),
        "report": published_report(event, language),
        "json_ld": json_ld(event, page, places, request),
    }


def page_of(event: Event | None, language: str) -> Any:
    """Return the page of an event that anybody may read in this language; None without one."""
    if event is None:
        return None
    pages = EventPage.objects.shown_in(language)
    return pages.filter(translation_key=event.translation_key).first()


def activities_of(week: Event, language: str) -> list[tuple[date, list[Any]]]:
    """Return the activities of a campaign week, by the day on which they begin."""
    if week.kind != EventKind.CAMPAIGN:
        return []
    keys = Event.objects.filter(super_event=week).values("translation_key")
    pages = EventPage.objects.shown_in(language).filter(translation_key__in=keys)
    found = sorted(with_rows(pages), key=lambda page: (page.facts.starts_at, page.pk))
    begins = groupby(found, lambda page: page.facts.starts_at.astimezone(week.zone).date())
    return [(day, list(pages)) for day, pages in begins]


def published_report(event: Event, language: str) -> Any:
    """Return the published report of an event; None without one."""
    if event.report_key is None:
        return None
    return ReportPage.objects.shown_in(language).filter(translation_key=event.report_key).first()


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
