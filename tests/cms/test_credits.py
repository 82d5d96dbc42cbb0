"""Who is named for what they did, and to whom."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from cms.credits import credit_line, organisation_name
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_members_see_each_others_names_and_others_see_the_organisation() -> None:
    writer, reader = UserFactory.create(name="Rik Redactie"), UserFactory.create()

    assert credit_line(writer, "Boogh", reader) == "Rik Redactie (Boogh)"
    assert credit_line(writer, "", reader) == "Rik Redactie"
    for outsider in (AnonymousUser(), None, UserFactory.create(roles=[])):
        assert credit_line(writer, "Boogh", outsider) == "a participant of Boogh"
        assert credit_line(writer, "", outsider) == "a participant"


def test_whoever_left_stays_a_participant_of_their_organisation() -> None:
    assert credit_line(None, "Boogh", UserFactory.create()) == "a participant of Boogh"


def test_a_reader_without_account_is_named_to_members_only() -> None:
    reader = UserFactory.create()

    assert credit_line(None, "", reader, name="Bep Buur") == "Bep Buur"
    assert credit_line(None, "", AnonymousUser(), name="Bep Buur") == "a reader of the site"


def test_somebody_without_a_name_is_a_participant_to_members_too() -> None:
    assert credit_line(UserFactory.create(name=""), "", UserFactory.create()) == "a participant"


def test_an_organisation_is_told_once_somebody_confirmed_it() -> None:
    member = MemberFactory.create(organisation=OrganisationFactory.create(name="Boogh"))

    assert organisation_name(member.user) == "Boogh"
    member.organisation_claimed = True
    member.save()
    assert organisation_name(member.user) == ""
    assert organisation_name(UserFactory.create()) == ""
    assert organisation_name(None) == organisation_name(AnonymousUser()) == ""
