"""Who acts in the tests of coalitions, and on what."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from cms.models import HomePage
from coalitions.models import Call, Coalition
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    MemberFactory,
    OrganisationFactory,
    UserFactory,
)


@pytest.fixture
def in_dutch() -> Iterator[None]:
    """Dutch is what is spoken."""
    with override("nl"):
        yield


@pytest.fixture
def lead(home: HomePage) -> Any:
    """Who leads the coalition."""
    return UserFactory(name="Tina Trekker")


@pytest.fixture
def coalition(lead: Any) -> Coalition:
    """A coalition with a published page."""
    found: Coalition = CoalitionPageFactory(title="Buren koken", facts__lead=lead).coalition
    return found


@pytest.fixture
def member(client: Client) -> Any:
    """A member, signed in."""
    user = MemberFactory.create(organisation=OrganisationFactory.create(name="Buurthuis")).user
    client.force_login(user)
    return user


@pytest.fixture
def asker() -> Any:
    """Who asks."""
    return MemberFactory.create(user__name="Vera Vraagt").user


@pytest.fixture
def public(asker: Any) -> Call:
    """A call that everybody may read and answer."""
    call: Call = CallFactory.create(asked_by=asker, visibility="public", line="Wie heeft ruimte?")
    return call
