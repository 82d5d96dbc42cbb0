"""Registering: by members, by the public, by the organiser, and at the door."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.enums import RegistrationSource, RegistrationStatus
from events.exceptions import AlreadyRegistered, EventError, EventFull, RegistrationClosed
from events.models import Event, Question, QuestionAnswer, Registration, Session
from events.services import registration_mails as mails
from events.services.places import (
    can_wait,
    choose,
    claim_sessions,
    has_place,
    let_go_of_full,
    may_hold,
    next_number,
    places_of,
)

# As long as an address that is not confirmed keeps its place.
HELD_FOR = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Person:
    """Who comes: an account, or a name with an address or a phone number."""

    user: Any = None
    name: str = ""
    email: str = ""
    phone: str = ""
    organisation: Any = None
    organisation_text: str = ""

    def values(self) -> dict[str, Any]:
        """Return the fields of a registration."""
        return {
            "user": self.user,
            "name": "" if self.user else self.name.strip(),
            "email": "" if self.user else self.email.strip().lower(),
            "phone": self.phone.strip(),
            "organisation": self.organisation,
            "organisation_text": self.organisation_text.strip(),
        }


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody sends with the form, and who made it."""

    key: UUID
    person: Person
    sessions: Iterable[Session] = ()
    answers: Mapping[Question, str] = field(default_factory=dict)
    source: RegistrationSource = RegistrationSource.PUBLIC
    made_by: Any = None

    @property
    def waits_for_a_click(self) -> bool:
        """Whether nobody knows yet that the address is theirs."""
        return self.source == RegistrationSource.PUBLIC


def register(event: Event, wish: Wish) -> Registration:
    """Return the registration that a form makes; the same key sent again returns the same one.

    It is registered, on the waiting list, or waits for a click in the mail. Raises
    `RegistrationClosed`, `EventFull`, `SessionFull` or `AlreadyRegistered`; nothing is kept then.
    """
    try:
        return _registered(event.pk, wish)
    except IntegrityError:
        # The same form, or the same person, in the same moment, where no row could be locked yet.
        found = Registration.objects.filter(key=wish.key).first()
        if found is None:
            raise
        return found


@transaction.atomic
def _registered(pk: int, wish: Wish) -> Registration:
    event = Event.objects.locked(pk)
    before: Registration | None = Registration.objects.filter(key=wish.key).first()
    if before is not None:
        return before
    now = timezone.now()
    theirs = _under_their_address(event, wish.person.user)
    if theirs is not None:
        return theirs
    _refuse_outside(event, wish, now)
    values = wish.person.values()
    _refuse_double(event, values)
    sessions = claim_sessions(event, wish.sessions, now)
    registration = Registration(
        event=event,
        key=wish.key,
        source=wish.source,
        made_by=wish.made_by,
        language=get_language() or "nl",
        **values,
    )
    _place(event, registration, now, waits_for_a_click=wish.waits_for_a_click)
    registration.save(force_insert=True)
    choose(registration, sessions)
    _keep_answers(registration, wish.answers)
    mails.tell_made(registration)
    return registration


def _under_their_address(event: Event, user: Any) -> Registration | None:
    """Return what a member has without their account, now with it.

    A colleague made it, or they did so themselves before they signed in.
    """
    standing = Registration.objects.filter(event=event).standing()
    if user is None or standing.filter(user=user).exists():
        return None
    found: Registration | None = standing.filter(user=None, email=user.email.lower()).first()
    if found is None:
        return None
    if found.status == RegistrationStatus.UNCONFIRMED:
        # Whoever signed in with this address has confirmed that it is theirs.
        found = confirm(found)
    found.user, found.name, found.email = user, "", ""
    found.save(update_fields=["user", "name", "email"])
    return found


def _refuse_outside(event: Event, wish: Wish, now: datetime) -> None:
    """Raise `RegistrationClosed` where nobody can register; at the door it stays possible."""
    if wish.source in {RegistrationSource.ORGANISER, RegistrationSource.WALK_IN}:
        if event.goes_on:
            return
    elif event.takes_registrations_at(now):
        return
    raise RegistrationClosed(
        _("Registration is closed. Call or mail the organiser: they may still find a place.")
    )


def _refuse_double(event: Event, values: Mapping[str, Any]) -> None:
    """Raise `AlreadyRegistered` for who has a registration that stands."""
    standing = Registration.objects.filter(event=event).standing()
    found = None
    if values["user"] is not None:
        found = standing.filter(user=values["user"]).first()
    elif values["email"]:
        found = (
            standing.filter(email=values["email"]).first()
            or standing.filter(user__email__iexact=values["email"]).first()
        )
    if found is not None:
        raise AlreadyRegistered(_("There is a registration for this person already."), found)


def refuse_as_anybody(event: Event, wish: Wish) -> None:
    """Raise what somebody new would be told: a refusal may not say that an address is known."""
    now = timezone.now()
    places = places_of(event, now)
    with transaction.atomic():
        claim_sessions(event, wish.sessions, now)
    if not has_place(places) and not can_wait(places):
        raise EventFull(_full())


def _place(
    event: Event, registration: Registration, now: datetime, *, waits_for_a_click: bool
) -> None:
    """Give a new registration a place, a place on the waiting list, or the time to confirm."""
    places = places_of(event, now)
    if waits_for_a_click:
        if not has_place(places) and not can_wait(places):
            raise EventFull(_full())
        registration.status = RegistrationStatus.UNCONFIRMED
        registration.hold_until = now + HELD_FOR if may_hold(event, places) else None
        return
    registration.confirmed_at = now
    at_the_door = registration.source == RegistrationSource.WALK_IN
    if has_place(places) or at_the_door:
        # Who stands at the door is in the hall: the list says so, whatever the number of chairs.
        registration.status = RegistrationStatus.REGISTERED
    elif can_wait(places):
        registration.status = RegistrationStatus.WAITLISTED
    else:
        raise EventFull(_full())
    registration.queue_number = next_number(event)


def _full() -> str:
    return _("Every place is taken, also on the waiting list. Look whether another day suits you.")


def _keep_answers(registration: Registration, answers: Mapping[Question, str]) -> None:
    QuestionAnswer.objects.bulk_create(
        QuestionAnswer(registration=registration, question=question, text=text)
        for question, text in answers.items()
        if text
    )


@transaction.atomic
def confirm(registration: Registration) -> Registration:
    """Count a registration whose address is confirmed; twice is the same as once.

    A place that was held is theirs. Where none was held, or the hour has passed, they get what is
    there now: a place, or one on the waiting list. Raises `EventError` when it was cancelled, and
    `EventFull`.
    """
    event = Event.objects.locked(registration.event_id)
    found = Registration.objects.select_related("user").get(pk=registration.pk)
    if found.status not in {RegistrationStatus.UNCONFIRMED, RegistrationStatus.EXPIRED}:
        if found.status == RegistrationStatus.CANCELLED:
            raise EventError(_("This registration was cancelled. Register again if you want to."))
        return found
    now = timezone.now()
    full: list[Session] = []
    _refuse_gone(event)
    _refuse_other(event, found)
    held = found.status == RegistrationStatus.UNCONFIRMED and _is_held(found, now)
    if held:
        found.status, found.confirmed_at = RegistrationStatus.REGISTERED, now
        found.queue_number = next_number(event)
    else:
        full = let_go_of_full(found, now)
        _place(event, found, now, waits_for_a_click=False)
    found.hold_until = None
    found.save()
    mails.tell_made(found, full)
    return found


def _is_held(registration: Registration, now: datetime) -> bool:
    return registration.hold_until is not None and registration.hold_until > now


def _refuse_gone(event: Event) -> None:
    """Raise `RegistrationClosed` for what was called off while a mail waited to be opened."""
    if not event.goes_on:
        raise RegistrationClosed(_("This event does not go on. You need not do anything."))


def _refuse_other(event: Event, registration: Registration) -> None:
    """Raise `AlreadyRegistered` where the same address registered again after this one expired."""
    others = Registration.objects.filter(event=event).standing().exclude(pk=registration.pk)
    other = others.filter(email=registration.email).first()
    if other is not None:
        raise AlreadyRegistered(_("There is a registration for this person already."), other)
