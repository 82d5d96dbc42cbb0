"""Accounts, members and organisations."""

from typing import Any

import factory
from django.contrib.auth.models import Group
from django.utils import timezone

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
