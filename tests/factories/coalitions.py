"""Coalitions, what they tell, calls and action plans."""

from typing import Any
from uuid import uuid4

import factory

from coalitions.models import (
    Action,
    ActionPlan,
    Call,
    Coalition,
    CoalitionPage,
    Participation,
    ProgressUpdate,
)
from tests.factories.knowledge import UnderIndex
from tests.factories.network import UserFactory


class CoalitionPageFactory(UnderIndex):
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
