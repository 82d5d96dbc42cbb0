"""How values of events stand in a bundle: hours on the clock of a place, and rows beside a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models as db
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.bundle.facts import Fact
from cms.bundle.fields import Field, Number, Words
from cms.bundle.kept import Kept
from cms.bundle.names import Ledger, Place, Stems
from cms.bundle.nodes import Node, Word
from cms.bundle.relations import Rows
from coalitions.codecs import PageOf
from events.models import Event, EventPage

HOUR = "%Y-%m-%d %H:%M"
NONE = "none"


def written_hour(at: datetime) -> str:
    """Return an hour on its own clock; the second time that an hour comes, it says so."""
    return f"{at:{HOUR}}{at:%z}" if at.fold else f"{at:{HOUR}}"


class Clock(Field):
    """A day and an hour as the clock of the event's place shows them: 2027-01-21 13:30."""

    def read(self, node: Node, place: Place) -> str:
        text = " ".join((node.text or "").replace("T", " ").split())
        try:
            found = datetime.fromisoformat(text) if text or node.text is None else None
        except ValueError:
            found = None
        if found is None or len(text) < len("2027-01-21 13:30"):
            if node.text != "":
                place.wrong(
                    node.line, node.shown(), _("a day and an hour such as 2027-01-21 13:30")
                )
            return ""
        return f"{found:{HOUR}}{found:%z}"

    def get(self, obj: Any, ledger: Ledger) -> str:
        at = getattr(obj, self.target)
        return written_hour(at.astimezone(_event_of(obj).zone)) if at else ""

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        if value == self.get(obj, ledger):
            return  # Seconds of what is there already are kept.
        at = datetime.fromisoformat(value) if value else None
        if at is not None and at.tzinfo is None:
            at = at.replace(tzinfo=_event_of(obj).zone)
        setattr(obj, self.target, at)

    def show(self, value: str, stems: Stems) -> Word:
        return Word(value)


def _event_of(obj: Any) -> Event:
    found: Event = obj if isinstance(obj, Event) else obj.event
    return found


class Amount(Number):
    """A number that has one by itself; `none` where there is none at all."""

    def blank(self, model: type[db.Model]) -> Any:
        return self.column(model).get_default()

    def read(self, node: Node, place: Place) -> int | None:
        if node.text == NONE and self.column(place.model).null:
            return None
        found = super().read(node, place)
        return self.blank(place.model) if found is None else found

    def show(self, value: int | None, stems: Stems) -> Any:
        return Word(NONE) if value is None else value


class Preset(Words):
    """A text that is there by itself, such as the time zone of the network."""

    def blank(self, model: type[db.Model]) -> str:
        return str(self.column(model).get_default())


class AtHome(Words):
    """A text about a person: an export is a folder that is passed on, and leaves it out."""

    @property
    def travels(self) -> bool:
        return False

    def same(self, said: str, current: str) -> bool:
        return not said or said == current

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        if value:
            super().put(obj, value, ledger)


class EventLink(PageOf):
    """The event of a page, by the stem of that page. Its row is made where it comes later."""

    def read(self, node: Node, place: Place) -> UUID | None:
        found = super().read(node, place)
        in_bundle = ("event", node.text or "") in place.names.pages
        if found and not in_bundle and not Event.objects.filter(translation_key=found).exists():
            place.wrong(node.line, node.shown(), _("an event with a date"))
        return found

    def get(self, obj: Any, ledger: Ledger) -> UUID | None:
        event = getattr(obj, self.target)
        return event.translation_key if event else None

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        setattr(obj, self.target, row_for(value) if value else None)


def row_for(key: UUID) -> Event:
    """Return the row of an event; one whose own file is yet to be written gets any hours."""
    now = timezone.now()
    hours = {"starts_at": now, "ends_at": now + timedelta(hours=1)}
    found: Event = Event.objects.get_or_create(translation_key=key, defaults=hours)[0]
    return found


@dataclass(frozen=True)
class EventFact(Fact):
    """A value of the event's row in the file of its page.

    The row is saved once its hours are known: before the first value that stands in rows of its
    own. Those come last in the file's list of fields.
    """

    def read(self, node: Node, place: Place) -> Any:
        value = super().read(node, place)
        if isinstance(self.inner, Words) and value:
            try:
                self.inner.column(self.model).run_validators(value)
            except ValidationError as error:
                place.wrong(node.line, node.shown(), " ".join(error.messages))
        return value

    def get(self, obj: Any, ledger: Ledger) -> Any:
        return super().get(obj, ledger) if obj.event else self.inner.blank(Event)

    def put(self, obj: EventPage, value: Any, ledger: Ledger) -> None:
        row = obj.event
        if row is None:
            # The page knows its row from here on.
            row = obj.event = Event(translation_key=obj.translation_key)
        if isinstance(self.inner, (Rows, Kept)) or self.inner.name == "registrations":
            row.save()
        self.inner.put(row, value, ledger)


def event_facts(*fields: Field) -> tuple[EventFact, ...]:
    """Return the fields of an event as fields of its page."""
    return tuple(
        EventFact(one.name, one.attribute, inner=one, row="event", model=Event) for one in fields
    )
