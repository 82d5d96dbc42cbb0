"""What events hold about people: who registered, what they answered, and who came."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.privacy.providers import PrivacyProvider, Thinned, providers
from events.enums import STANDING, RegistrationStatus
from events.models import (
    CheckIn,
    Event,
    Finding,
    Link,
    Question,
    QuestionAnswer,
    Registration,
    Session,
    SessionReport,
    Speaker,
    SurveyInvitation,
    SurveyResponse,
)
from events.services.promoting import cancel

# An address that nobody confirmed.
UNCONFIRMED_KEPT = timedelta(days=7)


def _export(user: Any) -> Mapping[str, Any]:
    mine = Registration.objects.filter(user=user).select_related("event").order_by("pk")
    return {
        "registrations": [
            {
                "event": str(each.event),
                "starts_at": each.event.starts_at,
                "status": each.status,
                "answers": list(each.answers.values_list("text", flat=True)),
            }
            for each in mine
        ]
    }


def _erase(user: Any) -> None:
    """Free the places somebody keeps; of what is over a number stays, without them."""
    mine = Registration.objects.filter(user=user) | Registration.objects.filter(
        email__iexact=user.email
    )
    for registration in mine.filter(status__in=STANDING).select_related("event"):
        if not registration.event.is_over():
            cancel(registration, by_organiser=True)
    _anonymise(mine)


def _anonymise(registrations: QuerySet[Registration]) -> None:
    """Leave of registrations what can be counted, and of nobody who it was."""
    keys = list(registrations.values_list("pk", flat=True))
    QuestionAnswer.objects.filter(registration__in=keys).delete()
    Link.objects.filter(registration__in=keys).delete()
    Registration.objects.filter(pk__in=keys).update(
        user=None,
        made_by=None,
        name="",
        email="",
        phone="",
        organisation_text="",
        anonymised_at=timezone.now(),
    )


def _minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    unconfirmed = Registration.objects.filter(
        confirmed_at=None,
        status__in=[RegistrationStatus.UNCONFIRMED, RegistrationStatus.EXPIRED],
        created_at__lt=now - UNCONFIRMED_KEPT,
    )
    named = Registration.objects.filter(anonymised_at=None)
    past = [
        registration.pk
        for registration in named.filter(event__ends_at__lt=now).select_related("event")
        if registration.event.ends_at + timedelta(days=registration.event.retention_days) < now
    ]
    answers = [
        answer.pk
        for answer in QuestionAnswer.objects.filter(
            question__event__ends_at__lt=now
        ).select_related("question__event")
        if answer.question.event.ends_at + timedelta(days=answer.question.retention_days) < now
    ]
    counts = [
        Thinned(_("registrations whose address was not confirmed"), unconfirmed.count()),
        Thinned(_("registrations of events that are long over, made nameless"), len(past)),
        Thinned(_("answers with a registration"), len(answers)),
    ]
    if not dry_run:
        unconfirmed.delete()
        QuestionAnswer.objects.filter(pk__in=answers).delete()
        _anonymise(Registration.objects.filter(pk__in=past))
    return counts


providers.register(
    "events",
    PrivacyProvider(
        label=_("Events for which you registered"),
        why=_("So that there is a chair for you, and who runs it knows who comes."),
        how_long=_(
            "Until three months after the event, unless it says otherwise; what you answered with"
            " the registration goes a week after it. Numbers stay, without you."
        ),
        models=tuple(
            model._meta.label
            for model in (
                CheckIn,
                Event,
                Finding,
                Link,
                Question,
                QuestionAnswer,
                Registration,
                Session,
                SessionReport,
                Speaker,
                SurveyInvitation,
                SurveyResponse,
            )
        ),
        export=_export,
        erase=_erase,
        minimise=_minimise,
        order=70,
        headings={"registrations": _("Events for which you registered")},
    ),
)
