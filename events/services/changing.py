"""Changing one's own registration: other sessions, other answers."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from events.enums import STANDING, RegistrationStatus
from events.exceptions import EventError
from events.models import Event, Question, QuestionAnswer, Registration, Session
from events.services import registration_mails as mails
from events.services.places import choose, claim_sessions

# An address that is not confirmed has nothing to change yet.
CHANGEABLE = STANDING - {RegistrationStatus.UNCONFIRMED}


def may_change(registration: Registration, now: datetime) -> bool:
    """Whether somebody can still choose other sessions or answer anew."""
    event = registration.event
    return registration.status in CHANGEABLE and event.goes_on and now < event.starts_at


@transaction.atomic
def change(
    registration: Registration, sessions: Iterable[Session], answers: Mapping[Question, str]
) -> bool:
    """Keep other sessions and answers; return whether the sessions are others than they were.

    What somebody had stays theirs until the other place is. Raises `SessionFull`, or `EventError`
    when it is too late; nothing is changed then.
    """
    event = Event.objects.locked(registration.event_id)
    found = Registration.objects.select_related("user").get(pk=registration.pk)
    found.event, now = event, timezone.now()
    if not may_change(found, now):
        raise EventError(_("This cannot be changed here any more. Call or mail the organiser."))
    had = {each.session_id: each.session for each in found.choices.select_related("session__slot")}
    wanted = {each.pk: each for each in sessions}
    claim_sessions(event, [each for pk, each in wanted.items() if pk not in had], now)
    _answer(found, answers)
    if set(had) == set(wanted):
        return False
    choose(found, wanted.values())
    found.calendar_changes += 1
    found.save(update_fields=["calendar_changes"])
    mails.tell_changed(found, _in_words(found, had.values(), wanted.values()))
    return True


def _answer(registration: Registration, answers: Mapping[Question, str]) -> None:
    registration.answers.filter(question__in=answers).delete()
    QuestionAnswer.objects.bulk_create(
        QuestionAnswer(registration=registration, question=question, text=text)
        for question, text in answers.items()
        if text
    )


def _in_words(
    registration: Registration, had: Iterable[Session], wanted: Iterable[Session]
) -> list[str]:
    before = {each.slot_id: each for each in had}
    after = {each.slot_id: each for each in wanted}
    with override(registration.language):
        changed = [
            (before.get(slot), after.get(slot))
            for slot in sorted(before | after)
            if before.get(slot) != after.get(slot)
        ]
        return [_line(registration, old, new) for old, new in changed]


def _line(registration: Registration, old: Session | None, new: Session | None) -> str:
    session = new or old
    starts_at = session.slot.starts_at if session else registration.event.starts_at
    said = {
        "time": date_format(starts_at.astimezone(registration.event.zone), "H:i"),
        "old": old,
        "new": new,
    }
    if new is None:
        return _("%(time)s: not to “%(old)s” any more") % said
    if old is None:
        return _("%(time)s: to “%(new)s”") % said
    return _("%(time)s: to “%(new)s”, and not to “%(old)s” any more") % said
