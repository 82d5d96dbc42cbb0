"""Events in search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models.signals import m2m_changed, post_save
from django.utils.translation import gettext_lazy as _

from events.documents.event_facts import event_facts
from events.documents.report_facts import REPORT, keep_fresh, report_facts
from events.models import Event, EventPage, ReportPage, Session
from network.models import Organisation
from search.checks import leave_out
from search.documents import Entity
from search.fanout import depend, mark
from search.pages import PageSource

EVENT = "event"
SOURCES: Sequence[PageSource] = (
    PageSource(
        name=EVENT,
        model=EventPage,
        label=_("Events"),
        body=("invitation",),
        collect=event_facts,
        called={"nl": "bijeenkomst", "en": "event"},
    ),
    PageSource(
        name=REPORT,
        model=ReportPage,
        label=_("Reports"),
        body=("format", "next_gathering", "closing"),
        collect=report_facts,
        called={"nl": "verslag", "en": "report"},
    ),
)
# What is counted with every registration changes nothing that somebody could find.
COUNTED = frozenset({"queue_counter", "calendar_sequence", "survey_sent_at", "report_reminders"})


def _entity(event: Event) -> Entity:
    return Entity(EVENT, str(event.translation_key))


def _event_saved(instance: Event, update_fields: Iterable[str] | None = None, **_: Any) -> None:
    if update_fields is None or set(update_fields) - COUNTED:
        mark([_entity(instance)])


def _groups_changed(instance: Any, **_: Any) -> None:
    if isinstance(instance, Event):
        mark([_entity(instance)])


def _of_organisation(organisation: Organisation) -> list[Entity]:
    own = Event.objects.filter(organiser=organisation)
    hosted = Event.objects.filter(slots__sessions__host_organisation=organisation)
    return [_entity(each) for each in {*own, *hosted}]


def register() -> None:
    """Tell search about this floor."""
    for source in SOURCES:
        source.register()
    leave_out("events.EventIndex")
    leave_out("events.ReportIndex")
    post_save.connect(_event_saved, sender=Event, dispatch_uid="events.found")
    groups = Event.target_groups.through
    m2m_changed.connect(_groups_changed, sender=groups, dispatch_uid="events.found.groups")
    depend(Session, lambda session: [_entity(session.slot.event)])
    depend(Organisation, _of_organisation)
    keep_fresh()


register()
