"""What somebody takes along of their coalitions, and what is left of them when they go."""

from typing import Any

import pytest

from cms.enums import ErasedBy
from cms.models import HomePage, Notice
from cms.privacy.providers import providers
from cms.privacy.services import erase
from coalitions.models import ActionChange, Coalition, ProgressUpdate
from coalitions.services.coalitions import join
from coalitions.services.plans import move_action
from tests.factories import (
    ActionFactory,
    CoalitionPageFactory,
    MemberFactory,
    OrganisationFactory,
    ProgressUpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def coalition(home: HomePage) -> Coalition:
    """A coalition with a lead."""
    found: Coalition = CoalitionPageFactory(
        title="Buren koken", facts__lead=UserFactory.create()
    ).coalition
    return found


def test_who_left_is_named_in_no_notice_of_a_lead_also_by_a_first_name(
    coalition: Coalition,
) -> None:
    gone, other = UserFactory.create(name="Truus"), UserFactory.create(name="Ans")
    join(gone, coalition)
    join(other, coalition)

    erase(gone, by=ErasedBy.OWNER)

    [line] = Notice.objects.filter(recipient=coalition.lead).values_list("line", flat=True)
    assert "Ans" in line


@pytest.mark.parametrize("claimed", [True, False])
def test_texts_are_signed_with_an_organisation_only_where_somebody_confirmed_it(
    coalition: Coalition, claimed: bool
) -> None:
    place: Any = OrganisationFactory.create(name="Buurthuis")
    user = MemberFactory.create(organisation=place, organisation_claimed=claimed).user
    update = ProgressUpdateFactory.create(coalition=coalition, author=user)

    erase(user, by=ErasedBy.OWNER)

    kept = ProgressUpdate.objects.get(pk=update.pk)
    assert kept.organisation == (None if claimed else place)


def test_somebody_takes_along_which_coalitions_they_are_in_and_what_they_noted(
    coalition: Coalition,
) -> None:
    user = UserFactory.create()
    join(user, coalition)
    move_action(user, ActionFactory.create(), "started", note="De sleutel ligt klaar.")
    assert ActionChange.objects.exists()

    mine = providers["coalitions"].export(user)
    leads = providers["coalitions"].export(coalition.lead)

    assert [each["coalition"] for each in mine["coalitions"]] == ["Buren koken"]
    assert [each["note"] for each in mine["notes"]] == ["De sleutel ligt klaar."]
    assert leads["leads"] == ["Buren koken"]
