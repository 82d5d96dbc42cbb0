"""The survey after an event: asked once, the morning after; answered by nobody in particular.

Who was asked and what was answered are rows that nothing connects: an invitation keeps that it was
used, an answer keeps of which event it is.
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import RegistrationStatus
from events.exceptions import EventError
from events.models import Event, Registration, SurveyInvitation, SurveyResponse
from events.services.event_mails import tell_survey
from events.services.links import hashed, new_token

# On the clock of the event, the day after it ended: everybody is home and nobody has forgotten.
ASKED_AT = time(9)
# After a week nobody remembers: a worker that was off for longer asks nothing any more.
ASKED_WITHIN = timedelta(days=7)
OPEN_FOR = timedelta(days=30)


def asks_from(event: Event) -> datetime:
    """Return the moment from which people are asked how it was."""
    morning = event.ends_at.astimezone(event.zone).date() + timedelta(days=1)
    return datetime.combine(morning, ASKED_AT, tzinfo=event.zone)


def send_surveys(now: datetime | None = None) -> int:
    """Ask who came to an event how it was, once; return how many people were asked."""
    moment = now or timezone.now()
    over = Event.objects.going_on().filter(
        asks_survey=True,
        survey_sent_at=None,
        ends_at__lte=moment,
        ends_at__gt=moment - ASKED_WITHIN,
    )
    due = [event.pk for event in over.order_by("pk") if asks_from(event) <= moment]
    return sum(_ask(pk, moment) for pk in due)


@transaction.atomic
def _ask(pk: int, now: datetime) -> int:
    event = Event.objects.locked(pk)
    if event.survey_sent_at or not event.asks_survey or not event.goes_on:
        return 0
    event.survey_sent_at = now
    event.save(update_fields=["survey_sent_at"])
    asked = [each for each in who_came(event) if each.address]
    for registration in asked:
        registration.event = event
        tell_survey(registration, _invite(registration))
    return len(asked)


def who_came(event: Event) -> Iterable[Registration]:
    """Return who was checked in; where nobody was, who was expected."""
    here = event.registrations.filter(anonymised_at=None).exclude(user__is_active=False)
    came = here.filter(check_ins__isnull=False).distinct()
    found = came if came.exists() else here.filter(status=RegistrationStatus.REGISTERED)
    return list(found.select_related("user").order_by("pk"))


def _invite(registration: Registration) -> str:
    token = new_token()
    SurveyInvitation.objects.create(registration=registration, token_hash=hashed(token))
    return token


def invitation_of(token: str) -> SurveyInvitation | None:
    """Return for whom a link was made; None for one that is not ours, or is too old."""
    found: SurveyInvitation | None = (
        SurveyInvitation.objects.filter(
            token_hash=hashed(token),
            registration__event__ends_at__gt=timezone.now() - OPEN_FOR,
        )
        .select_related("registration__event")
        .first()
    )
    return found


@transaction.atomic
def answer(invitation: SurveyInvitation, *, grade: int, **texts: Any) -> bool:
    """Keep an answer and use up the link; False where it was used before, and nothing changes.

    Raises `EventError` where the link died while somebody was typing.
    """
    locked = (
        SurveyInvitation.objects.select_for_update(of=("self",))
        .select_related("registration")
        .get(pk=invitation.pk)
    )
    if locked.is_answered:
        return False
    if locked.token_hash != invitation.token_hash:
        raise EventError(_("This link does not work any more."))
    locked.is_answered = True
    locked.save(update_fields=["is_answered"])
    SurveyResponse.objects.create(event_id=locked.registration.event_id, grade=grade, **texts)
    return True
