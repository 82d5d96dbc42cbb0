"""A next edition of an event: its words, programme and questions, without anybody in it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from events.models import Event, MailText, Question, Session
from events.services.making import FACTS, begin

# What belongs to one edition only.
_MOMENTS = ("registration_opens_at", "registration_closes_at", "cancel_until")


@transaction.atomic
def copy(event: Event, user: Any, key: UUID, given: Mapping[str, Any]) -> Event:
    """Return a draft of a next edition; `given` has its title, `starts_at` and `ends_at`.

    The same key again returns the same one. Whoever copies runs it.
    """
    page = event.draft
    words = {
        "title": given["title"],
        "summary": page.summary if page else "",
        "invitation": page.invitation if page else "",
        "themes": [link.theme for link in page.theme_links.all()] if page else [],
    }
    by = given["starts_at"] - event.starts_at
    facts: dict[str, Any] = {name: getattr(event, name) for name in FACTS}
    facts |= {"target_groups": list(event.target_groups.all()), "host": user}
    facts |= {name: given[name] for name in ("starts_at", "ends_at")}
    facts |= {name: facts[name] and facts[name] + by for name in _MOMENTS}
    facts |= {"timezone": event.timezone, "super_event": event.super_event}
    made = begin(user, key, words, facts)
    if not made.slots.exists() and not made.questions.exists():
        _copy_programme(event, made, by)
        _copy_rows(event, made)
    return made


def _copy_programme(event: Event, made: Event, by: timedelta) -> None:
    for slot in event.slots.prefetch_related("sessions"):
        sessions = list(slot.sessions.all())
        slot.pk, slot.event = None, made
        slot.starts_at, slot.ends_at = slot.starts_at + by, slot.ends_at + by
        slot.save(force_insert=True)
        for session in sessions:
            session.pk, session.slot = None, slot
        Session.objects.bulk_create(sessions)


def _copy_rows(event: Event, made: Event) -> None:
    for model in (Question, MailText):
        rows: list[Any] = list(model._default_manager.filter(event=event))
        for row in rows:
            row.pk, row.event = None, made
        model._default_manager.bulk_create(rows)
