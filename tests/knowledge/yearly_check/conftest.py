"""An activity, its organisation, and what that was asked."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from knowledge.models import ActivityCheck
from knowledge.yearly_check.asking import ask
from tests.factories import OrganisationFactory
from tests.knowledge.yearly_check.checking import NOW, running_since


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def organisation(home: Any) -> Any:
    return OrganisationFactory(name="Buurthuis De Brug", email="brug@schakel.example")


@pytest.fixture
def activity(organisation: Any) -> Any:
    return running_since(
        NOW - timedelta(days=60),
        title="Koffie voor iedereen",
        phone="030 123 45 67",
        place="Brugstraat",
        providers=[organisation],
    )


@pytest.fixture
def check(activity: Any, organisation: Any) -> ActivityCheck:
    ask(organisation, [activity], timezone.now())
    found: ActivityCheck = ActivityCheck.objects.get()
    return found
