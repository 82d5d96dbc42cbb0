"""What tests are made of: people, and pages under the list page of their type; with traits."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import factory
import wagtail_factories
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

from coalitions.models import (
    Action,
    ActionPlan,
    Call,
    Coalition,
    CoalitionPage,
    Participation,
    ProgressUpdate,
)
from events.models import Event, EventPage, Registration, ReportPage, Session, Slot
from events.services.places import next_number
from knowledge import models
from knowledge.enums import Verdict
from network.enums import ApplicationState, Consent, Role
from network.models import (
    Application,
    Member,
    Neighbourhood,
    Organisation,
    Pledge,
    Seat,
    Subject,
    User,
)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    """An organisation."""

    class Meta:
        model = Organisation

    code = factory.Sequence(lambda number: f"organisation-{number}")
    name = factory.Sequence(lambda number: f"Organisatie {number}")


class NeighbourhoodFactory(factory.django.DjangoModelFactory[Neighbourhood]):
    """A neighbourhood."""

    class Meta:
        model = Neighbourhood
        django_get_or_create = ("code",)

    code = "overvecht"
    label_nl = factory.LazyAttribute(lambda entry: entry.code.capitalize())
    label_en = factory.LazyAttribute(lambda entry: entry.code.capitalize())


class SubjectFactory(factory.django.DjangoModelFactory[Subject]):
    """Something people know much about."""

    class Meta:
        model = Subject

    code = factory.Sequence(lambda number: f"subject-{number}")
    label_nl = factory.Sequence(lambda number: f"Onderwerp {number}")
    label_en = factory.Sequence(lambda number: f"Subject {number}")


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An account without a password; `roles` are its roles, a member's by default."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda number: f"lid-{number}@schakel.example")
    name = factory.Sequence(lambda number: f"Lid {number}")
    password = "!"

    @factory.post_generation
    def roles(self: Any, create: bool, extracted: Any, **_kwargs: Any) -> None:
        names = [Role.MEMBER] if extracted is None else extracted
        self.groups.set(Group.objects.filter(name__in=names))


class MemberFactory(factory.django.DjangoModelFactory[Member]):
    """A member with an account; `user__roles=[...]` gives other roles than a member's."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    class Params:
        open = factory.Trait(
            phone="030 100 00 99", phone_consent=Consent.NETWORK, email_consent=Consent.NETWORK
        )

    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def expertise(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        self.expertise.set(extracted or ())

    @factory.post_generation
    def interests(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        self.interests.set(extracted or ())


class ApplicationFactory(factory.django.DjangoModelFactory[Application]):
    """Somebody who asks to take part, and waits."""

    class Meta:
        model = Application

    class Params:
        declined = factory.Trait(
            state=ApplicationState.DECLINED, decided_at=factory.LazyFunction(timezone.now)
        )

    name = factory.Sequence(lambda number: f"Aanvrager {number}")
    email = factory.Sequence(lambda number: f"aanvrager-{number}@schakel.example")
    sentence = "Ik wil op woensdag koken met mensen uit de straat."


class PledgeFactory(factory.django.DjangoModelFactory[Pledge]):
    """A promise that somebody made, due today unless told otherwise."""

    class Meta:
        model = Pledge

    member = factory.SubFactory(MemberFactory)
    text = "Ik nodig mijn buren uit voor koffie."
    due = factory.LazyFunction(timezone.localdate)


class SeatFactory(factory.django.DjangoModelFactory[Seat]):
    """A seat in the steering group, with somebody on it."""

    class Meta:
        model = Seat

    code = factory.Sequence(lambda number: f"seat-{number}")
    name_nl = factory.Sequence(lambda number: f"Plek {number}")
    name_en = factory.Sequence(lambda number: f"Seat {number}")
    member = factory.SubFactory(MemberFactory)


class _UnderIndex(wagtail_factories.PageFactory):
    """A page that finds its list page by itself, and makes it where it is missing."""

    class Meta:
        abstract = True

    class Params:
        index: type[Page]

    summary = "Waar het over gaat, in één zin."

    @classmethod
    def _create_instance(cls, model_class: type[Page], parent: Any, kwargs: Any) -> Any:
        return super()._create_instance(model_class, parent or index_of(model_class), kwargs)


def index_of(model: type[Page]) -> Page:
    index_model: Any = resolve_model_string(model.parent_page_types[0])
    found: Page | None = index_model.objects.filter(locale__language_code="nl").first()
    if found is None:
        home = Page.objects.get(depth=2, locale__language_code="nl")
        name = model.__name__.lower()
        found = home.add_child(instance=index_model(title=name.capitalize(), slug=f"{name}-index"))
    return found


class ThemeFactory(_UnderIndex):
    """A theme."""

    class Meta:
        model = models.Theme

    title = factory.Sequence(lambda number: f"Onderwerp {number}")


class SourceFactory(_UnderIndex):
    """A source."""

    class Meta:
        model = models.Source

    title = factory.Sequence(lambda number: f"Bron {number}")
    year = 2020


class ActivityFactory(_UnderIndex):
    """An activity."""

    class Meta:
        model = models.Activity

    title = factory.Sequence(lambda number: f"Activiteit {number}")


class PracticeFactory(_UnderIndex):
    """A practice; `activities` links it."""

    class Meta:
        model = models.Practice
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Voorbeeld {number}")

    @factory.post_generation
    def activities(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for activity in extracted or ():
            models.PracticeActivity.objects.create(practice=self, activity=activity)


class GuidanceFactory(_UnderIndex):
    """Guidance; `practices` links it."""

    class Meta:
        model = models.Guidance
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Wat werkt {number}")
    question = "Wat werkt?"

    @factory.post_generation
    def practices(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for practice in extracted or ():
            models.GuidancePractice.objects.create(guidance=self, practice=practice)


class LessonFactory(_UnderIndex):
    """A lesson; `activities`, `supports` and `weakens` link it."""

    class Meta:
        model = models.Lesson
        skip_postgeneration_save = True

    class Params:
        failed = factory.Trait(verdict=Verdict.DID_NOT_WORK)

    title = factory.Sequence(lambda number: f"Les {number}")
    verdict = Verdict.WORKS

    @factory.post_generation
    def activities(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for activity in extracted or ():
            models.LessonActivity.objects.create(lesson=self, activity=activity)

    @factory.post_generation
    def supports(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for guidance in extracted or ():
            models.LessonGuidance.objects.create(lesson=self, guidance=guidance, stance="supports")

    @factory.post_generation
    def weakens(self, create: bool, extracted: Any, **_kwargs: Any) -> None:
        for guidance in extracted or ():
            models.LessonGuidance.objects.create(lesson=self, guidance=guidance, stance="weakens")


class CoalitionPageFactory(_UnderIndex):
    """A published page of a coalition; `lead` and other facts go to its row."""

    class Meta:
        model = CoalitionPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Coalitie {number}")

    @factory.post_generation
    def facts(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        Coalition.objects.update_or_create(
            translation_key=self.translation_key, defaults={"status": "active", **kwargs}
        )


class CoalitionFactory(factory.django.DjangoModelFactory[Coalition]):
    """The row of a coalition, without a page."""

    class Meta:
        model = Coalition

    translation_key = factory.LazyFunction(uuid4)
    status = "active"


class ParticipationFactory(factory.django.DjangoModelFactory[Participation]):
    """Somebody who takes part in a coalition."""

    class Meta:
        model = Participation

    coalition = factory.SubFactory(CoalitionFactory)
    user = factory.SubFactory(UserFactory)


class ProgressUpdateFactory(factory.django.DjangoModelFactory[ProgressUpdate]):
    """An update that the network may read."""

    class Meta:
        model = ProgressUpdate

    coalition = factory.SubFactory(CoalitionFactory)
    key = factory.LazyFunction(uuid4)
    happened = factory.Sequence(lambda number: f"Wij kwamen {number} keer bij elkaar.")


class CallFactory(factory.django.DjangoModelFactory[Call]):
    """An open call that the network may read."""

    class Meta:
        model = Call

    key = factory.LazyFunction(uuid4)
    line = factory.Sequence(lambda number: f"Wie heeft ruimte nummer {number}?")


class ActionPlanFactory(factory.django.DjangoModelFactory[ActionPlan]):
    """An action plan without actions."""

    class Meta:
        model = ActionPlan

    code = factory.Sequence(lambda number: f"plan-{number}")
    title_nl = factory.Sequence(lambda number: f"Plan {number}")
    title_en = factory.Sequence(lambda number: f"Plan {number}")


class ActionFactory(factory.django.DjangoModelFactory[Action]):
    """An action that nobody has taken on."""

    class Meta:
        model = Action

    plan = factory.SubFactory(ActionPlanFactory)
    number = factory.Sequence(lambda number: number + 1)
    text = factory.Sequence(lambda number: f"Actie {number}")
    level = "execution"


class EventPageFactory(_UnderIndex):
    """A published page of an event; `capacity` and other facts go to its row."""

    class Meta:
        model = EventPage
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Bijeenkomst {number}")

    @factory.post_generation
    def facts(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        Event.objects.create(translation_key=self.translation_key, **in_a_month(), **kwargs)


class ReportPageFactory(_UnderIndex):
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
