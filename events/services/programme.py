"""The programme of an event and its questions; what is taken out of it is told to who chose it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.exceptions import EventError
from events.models import Event, Question, Registration, Session, Slot
from events.services import registration_mails as mails

Part = Slot | Session | Question


@transaction.atomic
def keep(event: Event, part: Part, values: Mapping[str, Any]) -> Part:
    """Keep a round, a session or a question, new or changed.

    A session with fewer places than people loses nobody. Raises `EventError` for a round outside
    the event, or one that overlaps with another.
    """
    Event.objects.locked(event.pk)
    for name, value in values.items():
        setattr(part, name, value)
    if isinstance(part, Slot):
        _refuse_misplaced(event, part)
    part.save()
    return part


def _refuse_misplaced(event: Event, slot: Slot) -> None:
    if slot.starts_at < event.starts_at or slot.ends_at > event.ends_at:
        raise EventError(_("A round lies between the start and the end of the event."))
    others = event.slots.exclude(pk=slot.pk)
    if others.filter(starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at).exists():
        raise EventError(_("There is another round at that time already."))


@transaction.atomic
def remove(event: Event, part: Part) -> int:
    """Take a part out of the programme; return how many had chosen or answered it.

    Who had chosen a session stays registered, and gets a mail. Raises `EventError` for a round
    that has sessions, and for a session of an event that has begun: it says who was there.
    """
    Event.objects.locked(event.pk)
    if isinstance(part, Session):
        return _remove_session(event, part)
    if isinstance(part, Slot) and part.sessions.exists():
        raise EventError(_("Take its sessions out first."))
    count = touched_by(part)
    part.delete()
    return count


def _remove_session(event: Event, session: Session) -> int:
    if event.starts_at <= timezone.now() and touched_by(session):
        raise EventError(_("It has begun: this session stays in the programme."))
    chosen = session.choices.values("registration")
    standing = Registration.objects.standing().filter(pk__in=chosen).select_related("event", "user")
    rows = list(standing)
    session.delete()
    for registration in rows:
        registration.calendar_changes += 1
        registration.save(update_fields=["calendar_changes"])
        with override(registration.language):
            gone = _("“%(session)s” does not go on.") % {"session": session}
        mails.tell_changed(registration, [gone])
    return len(rows)


def touched_by(part: Part) -> int:
    """Return how many people chose a session, or answered a question."""
    if part.pk is None:
        return 0
    if isinstance(part, Session):
        standing = Registration.objects.standing().filter(choices__session=part)
        return int(standing.count())
    return int(part.answers.count()) if isinstance(part, Question) else 0
