"""An activity, the organisation that runs it, and somebody who speaks for that."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils.translation import override

from knowledge.models import Activity
from tests.factories import ActivityFactory, MemberFactory, OrganisationFactory


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def organisation(home: Any) -> Any:
    return OrganisationFactory(name="Buurthuis De Brug")


@pytest.fixture
def activity(organisation: Any) -> Any:
    made = ActivityFactory(
        title="Koffie voor iedereen",
        place="Brugstraat",
        frequency="elke dinsdag",
        phone="030 123 45 67",
        how_to_join="Loop binnen.",
        providers=[organisation],
    )
    made.save_revision().publish()
    return Activity.objects.get(pk=made.pk)


@pytest.fixture
def speaker(organisation: Any) -> Any:
    return MemberFactory(organisation=organisation).user
