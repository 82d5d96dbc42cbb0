"""The moment that the network measures from: the last gathering."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalitions.moments import Moment, moments
from events.enums import EventKind
from events.models import Event, EventPage


def last_gathering(before: datetime) -> Event | None:
    """Return the gathering that ended last before a moment, of those that everybody may know of."""
    pages = EventPage.objects.originals().live().open_to_all().values("translation_key")
    past = Event.objects.past(before).going_on().filter(kind=EventKind.GATHERING)
    found: Event | None = past.filter(translation_key__in=pages).first()
    return found


def day_of(event: Event) -> date:
    """Return the day of an event, on the calendar where it is."""
    return timezone.localdate(event.starts_at, event.zone)


def _last_day() -> date | None:
    found = last_gathering(timezone.now())
    return day_of(found) if found else None


moments.register("last_gathering", Moment(label=_("the last gathering"), day=_last_day))
