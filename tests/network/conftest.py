"""What tests of the network share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cms.models import HomePage
from network.enums import Background, Role
from network.models import User
from tests.factories import (
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    SubjectFactory,
)
from tests.network.signing_in import KNOWN, PASSWORD


@pytest.fixture
def member(db: None) -> User:
    """An account with a password."""
    user: User = User.objects.create_user(KNOWN, PASSWORD, name="Lid")
    return user


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator(account: Any) -> User:
    user: User = account(Role.COORDINATOR)
    return user


@pytest.fixture
def signed_in(client: Client, coordinator: User, english_home: HomePage) -> Client:
    client.force_login(coordinator)
    return client


@pytest.fixture
def network(coordinator: User) -> None:
    """People and organisations with everything that a spreadsheet could spoil."""
    subjects = [SubjectFactory.create(code=code) for code in ("tuin", "muziek, dans")]
    wijk = NeighbourhoodFactory.create(code="overvecht")
    organisation = OrganisationFactory.create(
        name="=De Som+",
        description="Eerste regel\r\nTweede; met ‘tekens’\n",
        phone="+31 30 234 56 78",
        website="https://som.example",
        offers="-",
        seeks="'=1",
    )
    organisation.neighbourhoods.add(wijk)
    twins = [OrganisationFactory.create(name="Twee Gelijk") for _each in range(2)]
    MemberFactory.create(
        user__email="open@schakel.example",
        user__name="@Zoë",
        open=True,
        organisation=organisation,
        neighbourhood=wijk,
        background=Background.CARE,
        introduction="  =HYPERLINK(1)  ",
        expertise=subjects,
        offers="-",
    )
    MemberFactory.create(phone="0302345678", organisation=twins[1], function="2020")
    MemberFactory.create(user=coordinator)
