"""Who runs an event in these tests, and what they see."""

from typing import Any

import pytest
from django.test import Client

from cms.models import HomePage
from events.models import Event
from network.enums import Role
from tests.factories import EventPageFactory, UserFactory


@pytest.fixture
def host(home: HomePage) -> Any:
    """Who runs the event."""
    return UserFactory.create(name="Olga Organiseert", roles=[Role.ORGANISER])


@pytest.fixture
def event(host: Any) -> Event:
    """An event in a month with two places, and a published page."""
    page = EventPageFactory.create(title="Samen aan tafel", facts__host=host, facts__capacity=2)
    found: Event = page.event
    return found


@pytest.fixture
def desk(client: Client, host: Any) -> Client:
    """Who runs the event, signed in."""
    client.force_login(host)
    return client
