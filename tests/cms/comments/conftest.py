"""A page that members talk about, and two of them."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cms.comments import services
from cms.models import PageComment
from network.models import User
from tests.factories import MemberFactory, PracticeFactory


@pytest.fixture
def practice(home: Any) -> Any:
    return PracticeFactory.create(title="Samen koken")


@pytest.fixture
def nel() -> User:
    return MemberFactory.create(user__name="Nel Bakker").user


@pytest.fixture
def noor() -> User:
    return MemberFactory.create(user__name="Noor el Amrani").user


@pytest.fixture
def as_nel(client: Client, nel: User) -> Client:
    client.force_login(nel)
    return client


def said(page: Any, user: User, text: str = "Werkt dit ook buiten?", **options: Any) -> PageComment:
    return services.say(page, user, uuid4(), text, **options)
