"""What events hold about people: who registered, what they answered, who came, who said what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import OutgoingMail
from cms.privacy.providers import PrivacyProvider, Thinned, providers
from events.enums import STANDING, FindingKind, RegistrationStatus
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
from events.services.findings import leave_behind
from events.services.links import hashed, new_token
from events.services.promoting import cancel
from network.traces import addresses_of

# An address that nobody confirmed.
UNCONFIRMED_KEPT = timedelta(days=7)
# What people wrote about an event is read for the next one; the grade stays as a number.
SURVEY_KEPT = timedelta(days=365)


def _export(user: Any) -> Mapping[str, Any]:
    findings = Finding.objects.filter(Q(noted_by=user) | Q(owner=user)).order_by("pk")
    promises = findings.filter(kind=FindingKind.PROMISE, owner=user)
    hosted = Session.objects.filter(Q(host=user) | _at("host_email", user))
    return {
        "registrations": [_registration(each) for each in _of(user).order_by("pk")],
        "registered_by_you": Registration.objects.filter(made_by=user).exclude(user=user).count(),
        "hosted_events": [str(each) for each in Event.objects.filter(host=user).order_by("pk")],
        "hosted_sessions": [str(each) for each in hosted.order_by("pk")],
        "promises": list(promises.values("text", "due", "promise_state")),
        "findings": list(findings.filter(noted_by=user).values("kind", "text", "created_at")),
    }


def _registration(registration: Registration) -> dict[str, Any]:
    return {
        "event": str(registration.event),
        "starts_at": registration.event.starts_at,
        "status": registration.status,
        "name": registration.called,
        "email": registration.address,
        "phone": registration.phone,
        "organisation": str(registration.organisation or registration.organisation_text),
        "sessions": [str(each.session) for each in registration.choices.all()],
        "answers": {str(each.question): each.text for each in registration.answers.all()},
        "came": registration.check_ins.exists(),
    }


def _at(field: str, user: Any) -> Q:
    """Return the condition that a field holds one of somebody's addresses, however written."""
    found = Q(pk=None)
    for address in addresses_of(user):
        found |= Q(**{f"{field}__iexact": address})
    return found


def _of(user: Any) -> QuerySet[Registration]:
    """Return somebody's registrations, also what was made with an address of theirs."""
    mine = Registration.objects.filter(Q(user=user) | _at("email", user))
    found: QuerySet[Registration] = mine.select_related("event", "user", "organisation")
    return found


def _erase(user: Any) -> None:
    """Free the places somebody keeps; of what is over a number stays, without them."""
    mine = list(_of(user))
    for registration in mine:
        if registration.status in STANDING and not registration.event.is_over():
            cancel(registration, by_organiser=True)
    _anonymise(each.pk for each in mine)
    hosted = Session.objects.filter(_at("host_email", user))
    SessionReport.objects.filter(session__in=hosted).update(link_hash="")
    hosted.update(host_email="")
    leave_behind(user)
    # That a place was cancelled need not be told to who has left.
    OutgoingMail.objects.to_account(user).delete()


def _anonymise(numbers: Iterable[int]) -> None:
    """Leave of registrations what can be counted, and of nobody who it was.

    Also what is printed in an old mail leads nowhere any more: the code for the door, and what
    their calendar knows it by.
    """
    keys = list(numbers)
    rows = list(Registration.objects.filter(pk__in=keys))
    QuestionAnswer.objects.filter(registration__in=keys).delete()
    Link.objects.filter(registration__in=keys).delete()
    CheckIn.objects.filter(registration__in=keys).update(by=None)
    for each in rows:
        each.user = each.made_by = None
        each.name = each.email = each.phone = each.organisation_text = ""
        each.key, each.calendar_uid = uuid4(), uuid4()
        # With a digit that no code at the door has: it can be no other's.
        each.code = f"0{each.pk % 100_000:05}"
        each.anonymised_at = timezone.now()
    Registration.objects.bulk_update(rows, _OF_A_PERSON, batch_size=200)
    asked = list(SurveyInvitation.objects.filter(registration__in=keys))
    for invitation in asked:
        invitation.token_hash = hashed(new_token())
    SurveyInvitation.objects.bulk_update(asked, ["token_hash"], batch_size=200)


_OF_A_PERSON = [
    *("user", "made_by", "name", "email", "phone", "organisation_text"),
    *("key", "calendar_uid", "code", "anonymised_at"),
]


def _thin_registrations(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Forget addresses that nobody confirmed, and in time who came."""
    unconfirmed = Registration.objects.filter(
        confirmed_at=None,
        status__in=[RegistrationStatus.UNCONFIRMED, RegistrationStatus.EXPIRED],
        created_at__lt=now - UNCONFIRMED_KEPT,
    )
    named = Registration.objects.filter(anonymised_at=None, event__in=_long_over(now))
    past = list(named.values_list("pk", flat=True))
    counts = [
        Thinned(_("registrations whose address was not confirmed"), unconfirmed.count()),
        Thinned(_("registrations of events that are long over, made nameless"), len(past)),
    ]
    if not dry_run:
        unconfirmed.delete()
        _anonymise(past)
    return counts


def _long_over(now: datetime) -> list[int]:
    """Return the events of which nobody needs to know any more who came."""
    over = Event.objects.filter(ends_at__lt=now).values_list("pk", "ends_at", "retention_days")
    return [pk for pk, ended, days in over if ended + timedelta(days=days) < now]


def _thin_answers(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Forget what was asked with the registration: diets and needs are of a day."""
    asked = Question.objects.filter(event__ends_at__lt=now)
    dead = [
        pk
        for pk, ended, days in asked.values_list("pk", "event__ends_at", "retention_days")
        if ended + timedelta(days=days) < now
    ]
    answers = QuestionAnswer.objects.filter(question__in=dead)
    counts = [Thinned(_("answers with a registration"), answers.count())]
    if not dry_run:
        answers.delete()
    return counts


def _thin_afterwards(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Forget how hosts were reached, and in time what people wrote about an event."""
    over = _long_over(now)
    hosts = Session.objects.filter(slot__event__in=over).exclude(host_email="")
    links = SessionReport.objects.filter(event__in=over).exclude(link_hash="")
    told = SurveyResponse.objects.filter(event__ends_at__lt=now - SURVEY_KEPT)
    texts = told.exclude(take_home="", change="")
    counts = [
        Thinned(_("addresses of hosts of sessions"), hosts.count()),
        Thinned(_("links with which hosts wrote a report"), links.count()),
        Thinned(_("what people wrote about an event a year ago; their grades stay"), texts.count()),
    ]
    if not dry_run:
        hosts.update(host_email="")
        links.update(link_hash="")
        texts.update(take_home="", change="")
    return counts


def _minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    return [
        *_thin_registrations(now, dry_run),
        *_thin_answers(now, dry_run),
        *_thin_afterwards(now, dry_run),
    ]


providers.register(
    "events",
    PrivacyProvider(
        label=_("Events for which you registered"),
        why=_("So that there is a chair for you, and who runs it knows who comes."),
        how_long=_(
            "Until three months after the event, unless it says otherwise; what you answered with"
            " the registration goes a week after it. Numbers stay, without you. How you found it"
            " is kept without your name, and its words for a year."
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
                Session,
                SessionReport,
                Speaker,
                SurveyInvitation,
                SurveyResponse,
                # Last, so that its fields give the headings: what is exported is mostly its own.
                Registration,
            )
        ),
        export=_export,
        erase=_erase,
        minimise=_minimise,
        order=70,
        headings={
            "registrations": _("Events for which you registered"),
            "registered_by_you": _("Number of others you registered"),
            "hosted_events": _("Events you run"),
            "hosted_sessions": _("Sessions you host"),
            "promises": _("What you promised at a gathering"),
            "findings": _("What you wrote down of a gathering"),
            "sessions": _("Sessions you chose"),
            "answers": _("What you answered with the registration"),
            "came": _("Checked in"),
            "text": _("Text"),
            "kind": _("kind"),
        },
        words={
            "status": lambda code: RegistrationStatus(code).label,
            "kind": lambda code: FindingKind(code).label,
        },
    ),
)
