"""Taking part in a coalition and leaving it."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import HomePage, Notice
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition, Participation
from coalitions.services.coalitions import join, leave
from network.enums import Role
from tests.factories import (
    CoalitionPageFactory,
    MemberFactory,
    OrganisationFactory,
    ParticipationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Any:
    return MemberFactory.create(user__name="Trees Trekker").user


@pytest.fixture
def coalition(home: HomePage, lead: Any) -> Coalition:
    return CoalitionPageFactory.create(title="Samen eten", facts__lead=lead).coalition


def test_a_member_takes_part_for_their_organisation_and_the_lead_hears_it(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    member = MemberFactory.create(
        user__name="Mo Meedoener", organisation=OrganisationFactory.create()
    )
    client.force_login(member.user)

    assert client.get(reverse("coalition_join", args=[coalition.pk])).status_code == 200
    response = client.post(reverse("coalition_join", args=[coalition.pk]))

    assert response["Location"] == coalition.page.get_url()
    row = Participation.objects.get(coalition=coalition)
    assert (row.user, row.organisation) == (member.user, member.organisation)
    notice = Notice.objects.get(recipient=lead)
    assert "Mo Meedoener" in notice.line
    assert "Samen eten" in notice.line


def test_two_taps_are_one_participation_and_one_notice(coalition: Coalition) -> None:
    user = UserFactory.create()

    assert join(user, coalition)
    assert not join(user, coalition)

    assert Participation.objects.filter(user=user).count() == 1
    assert Notice.objects.count() == 1


def test_an_organisation_that_nobody_confirmed_is_not_said_to_take_part(
    coalition: Coalition,
) -> None:
    member = MemberFactory.create(
        organisation=OrganisationFactory.create(), organisation_claimed=True
    )

    join(member.user, coalition)

    assert Participation.objects.get(user=member.user).organisation is None


def test_whoever_leaves_stays_on_the_list_of_who_took_part(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    member = MemberFactory.create(user__name="Mo Meedoener")
    join(member.user, coalition)
    Participation.objects.update(joined_on=date(2026, 1, 8))
    client.force_login(member.user)

    client.post(reverse("coalition_leave", args=[coalition.pk]))
    shown = client.get(coalition.page.get_url())

    assert Participation.objects.get(user=member.user).left_on is not None
    assert [one.name for one in shown.context["circle"].former] == ["Mo Meedoener"]
    assert shown.context["circle"].participants == []
    assert "Mo Meedoener" in Notice.objects.get(recipient=lead).line


def test_leaving_twice_and_coming_back_is_possible(coalition: Coalition) -> None:
    user = MemberFactory.create().user
    join(user, coalition)
    Participation.objects.update(joined_on=date(2026, 1, 8))

    assert leave(user, coalition)
    assert not leave(user, coalition)
    assert join(user, coalition)

    assert Participation.objects.filter(user=user).count() == 2


def test_who_joined_by_a_slip_of_the_finger_is_not_kept(coalition: Coalition) -> None:
    user = MemberFactory.create().user
    join(user, coalition)

    assert leave(user, coalition)

    assert not Participation.objects.filter(user=user).exists()


def test_a_lead_hands_over_before_leaving(coalition: Coalition, lead: Any) -> None:
    with pytest.raises(CoalitionError):
        leave(lead, coalition)
    assert not join(lead, coalition)


def test_nobody_joins_what_has_finished(home: HomePage, lead: Any) -> None:
    done = CoalitionPageFactory.create(facts__lead=lead, facts__status="completed").coalition

    with pytest.raises(CoalitionError):
        join(UserFactory.create(), done)


def test_a_visitor_is_asked_to_sign_in_first(client: Client, coalition: Coalition) -> None:
    response = client.post(reverse("coalition_join", args=[coalition.pk]))

    assert response.status_code == 302
    assert "account" in response["Location"]
    assert not Participation.objects.exists()


def test_a_draft_cannot_be_joined_by_guessing_its_number(
    client: Client, coalition: Coalition
) -> None:
    coalition.page.unpublish()
    client.force_login(MemberFactory.create().user)

    response = client.post(reverse("coalition_join", args=[coalition.pk]))

    assert response.status_code == 404


def test_a_role_that_was_taken_away_takes_part_in_nothing(
    client: Client, coalition: Coalition
) -> None:
    client.force_login(UserFactory.create(roles=[]))

    assert client.post(reverse("coalition_join", args=[coalition.pk])).status_code == 404


def test_somebody_of_the_coalition_is_offered_to_stop_and_not_to_join(
    client: Client, coalition: Coalition, account: Any
) -> None:
    user = account(Role.MEMBER)
    ParticipationFactory.create(coalition=coalition, user=user)
    client.force_login(user)

    offer = client.get(coalition.page.get_url()).context["offer"]

    assert (offer.join, offer.leave, offer.post, offer.manage) == (False, True, True, False)


def test_what_is_completed_does_not_ask_whether_one_takes_part(
    client: Client, coalition: Coalition
) -> None:
    Coalition.objects.update(status="completed")
    client.force_login(MemberFactory.create().user)

    shown = client.get(reverse("coalition_join", args=[coalition.pk])).content.decode()

    assert 'method="post"' not in shown.partition("<main")[2]
    assert f'href="{coalition.page.get_parent().get_url()}"' in shown
