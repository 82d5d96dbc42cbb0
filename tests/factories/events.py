"""Events, their programme, and who registered."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone

from events.models import Event, EventPage, Registration, ReportPage, Session, Slot
from events.services.places import next_number
from tests.factories.knowledge import UnderIndex


class EventPageFactory(UnderIndex):
    """A published page of an event; `capacity` and other facts go to its row."""

    class Meta:
        model = EventPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Bijeenkomst {number}")

    @factory.post_generation
    def facts(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        Event.objects.create(translation_key=self.translation_key, **in_a_month(), **kwargs)


class ReportPageFactory(UnderIndex):
    """A published page of a report, of no event yet: see `Event.report_key`."""

    class Meta:
        model = ReportPage

    title = factory.Sequence(lambda number: f"Verslag {number}")


class EventFactory(factory.django.DjangoModelFactory[Event]):
    """The row of an event in a month, without a page."""

    class Meta:
        model = Event

    translation_key = factory.LazyFunction(uuid4)
    starts_at = factory.LazyFunction(lambda: in_a_month()["starts_at"])
    ends_at = factory.LazyAttribute(lambda event: event.starts_at + timedelta(hours=2))


class SlotFactory(factory.django.DjangoModelFactory[Slot]):
    """A round of an event, as long as the event."""

    class Meta:
        model = Slot

    event = factory.SubFactory(EventFactory)
    starts_at = factory.LazyAttribute(lambda slot: slot.event.starts_at)
    ends_at = factory.LazyAttribute(lambda slot: slot.event.ends_at)


class SessionFactory(factory.django.DjangoModelFactory[Session]):
    """A session in which everybody fits."""

    class Meta:
        model = Session

    slot = factory.SubFactory(SlotFactory)
    title_nl = factory.Sequence(lambda number: f"Sessie {number}")


class RegistrationFactory(factory.django.DjangoModelFactory[Registration]):
    """Somebody without an account who is registered."""

    class Meta:
        model = Registration

    event = factory.SubFactory(EventFactory)
    key = factory.LazyFunction(uuid4)
    name = factory.Sequence(lambda number: f"Bezoeker {number}")
    email = factory.Sequence(lambda number: f"bezoeker-{number}@schakel.example")
    queue_number = factory.LazyAttribute(lambda made: next_number(made.event))


def in_a_month() -> dict[str, datetime]:
    """Return from when to when an event is that is still to come."""
    starts_at = timezone.now() + timedelta(days=30)
    return {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
