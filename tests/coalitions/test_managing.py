"""Keeping a coalition: who leads it, its role, and that none is published without a lead."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from cms.models import HomePage, Notice
from coalitions import funding
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition
from coalitions.permissions import leads
from coalitions.services.closing import close
from coalitions.services.coalitions import keep_coalition
from network.enums import Role
from network.models import User
from tests.factories import (
    ActivityFactory,
    CoalitionPageFactory,
    MemberFactory,
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


def roles_of(user: Any) -> set[str]:
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def sent(coalition: Coalition, **changed: Any) -> dict[str, Any]:
    row = Coalition.objects.get(pk=coalition.pk)
    given = {"status": row.status, "lead": row.lead_id or "", "deputy": row.deputy_id or ""}
    return given | changed


# Who may keep what


def test_a_lead_keeps_status_money_deputy_and_activities(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    deputy = UserFactory.create()
    ParticipationFactory.create(coalition=coalition, user=deputy)
    activity = ActivityFactory.create()
    client.force_login(lead)

    response = client.post(
        reverse("coalition_manage", args=[coalition.pk]),
        sent(
            coalition,
            status="paused",
            funding="Wijkbudget",
            funding_until="2027-03-31",
            deputy=deputy.pk,
            activities=[activity.pk],
        ),
    )

    assert response["Location"] == coalition.page.get_url()
    row = Coalition.objects.get(pk=coalition.pk)
    assert (row.status, row.funding, row.deputy) == ("paused", "Wijkbudget", deputy)
    assert list(row.activities.all()) == [activity]


def test_an_activity_that_is_off_the_site_for_a_while_stays_with_its_coalition(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    activity = ActivityFactory.create()
    coalition.activities.add(activity)
    activity.unpublish()
    client.force_login(lead)
    address = reverse("coalition_manage", args=[coalition.pk])

    form = client.get(address).context["form"]
    chosen = [each.data["value"].value for each in form["activities"] if each.data["selected"]]
    client.post(address, sent(coalition, funding="Wijkbudget", activities=chosen))

    assert list(coalition.activities.all()) == [activity]


def test_a_lead_cannot_choose_another_lead(client: Client, coalition: Coalition, lead: Any) -> None:
    other = UserFactory.create()
    ParticipationFactory.create(coalition=coalition, user=other)
    client.force_login(lead)

    client.post(reverse("coalition_manage", args=[coalition.pk]), sent(coalition, lead=other.pk))

    assert Coalition.objects.get(pk=coalition.pk).lead == lead
    with pytest.raises(CoalitionError):
        keep_coalition(coalition, lead, {"lead": other})


def test_a_lead_chooses_a_deputy_among_who_takes_part(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    client.force_login(lead)

    response = client.post(
        reverse("coalition_manage", args=[coalition.pk]),
        sent(coalition, deputy=UserFactory.create().pk),
    )

    assert "deputy" in response.context["form"].errors
    assert Coalition.objects.get(pk=coalition.pk).deputy is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_whoever_coordinates_hands_a_coalition_over(
    role: Role, client: Client, coalition: Coalition, lead: Any, account: Any
) -> None:
    successor = UserFactory.create(name="Sam Opvolger")
    client.force_login(account(role))

    client.post(
        reverse("coalition_manage", args=[coalition.pk]), sent(coalition, lead=successor.pk)
    )

    assert Coalition.objects.get(pk=coalition.pk).lead == successor
    assert Role.LEAD in roles_of(successor)
    assert Notice.objects.filter(recipient=successor, kind="coalition_lead").count() == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.EDITOR, Role.LEAD, Role.ADVISER])
def test_nobody_else_keeps_a_coalition(
    role: Role, client: Client, coalition: Coalition, account: Any
) -> None:
    client.force_login(account(role))

    assert client.get(reverse("coalition_manage", args=[coalition.pk])).status_code == 404
    assert client.get(reverse("coalition_close", args=[coalition.pk])).status_code == 404


def test_a_coalition_that_goes_on_after_all_has_no_last_day(
    coalition: Coalition, account: Any
) -> None:
    close(coalition, account(Role.COORDINATOR), {"result": "Af."})

    going_on = keep_coalition(coalition, coalition.lead, {"status": "active"})

    assert going_on.ended == ""


def test_a_published_coalition_cannot_lose_its_lead(coalition: Coalition, account: Any) -> None:
    with pytest.raises(CoalitionError):
        keep_coalition(coalition, account(Role.COORDINATOR), {"lead": None})


def test_a_visitor_leads_nothing_also_where_nobody_is_deputy(
    client: Client, coalition: Coalition
) -> None:
    request = client.get(coalition.page.get_url()).wsgi_request

    assert not leads(request.user, coalition)


# The role that comes with it


def test_the_role_goes_with_the_last_coalition_and_not_before(
    coalition: Coalition, lead: Any, account: Any
) -> None:
    coordinator, other = account(Role.COORDINATOR), UserFactory.create()
    second = CoalitionPageFactory.create().coalition
    keep_coalition(second, coordinator, {"lead": lead})

    keep_coalition(coalition, coordinator, {"lead": other})
    assert Role.LEAD in roles_of(lead)
    keep_coalition(second, coordinator, {"lead": other})

    assert roles_of(lead) == {Role.MEMBER}
    assert Role.LEAD in roles_of(other)


def test_who_gets_the_role_signs_in_again_and_who_has_it_does_not(
    client: Client, coalition: Coalition, account: Any
) -> None:
    coordinator, chosen = account(Role.COORDINATOR), UserFactory.create()
    client.force_login(chosen)
    keep_coalition(coalition, coordinator, {"lead": chosen})
    assert client.get(reverse("me")).status_code == 302

    client.force_login(User.objects.get(pk=chosen.pk))
    keep_coalition(coalition, coordinator, {"status": "paused"})
    assert client.get(reverse("me")).status_code == 200


def test_whoever_leads_what_comes_online_has_the_role(coalition: Coalition, lead: Any) -> None:
    coalition.page.save_revision().publish()

    assert roles_of(lead) == {Role.MEMBER, Role.LEAD}


# What waits


def test_a_lead_who_was_chosen_by_mistake_hears_nothing_of_it(
    coalition: Coalition, lead: Any, account: Any
) -> None:
    coordinator = account(Role.COORDINATOR)
    mistaken: Any = UserFactory()
    keep_coalition(coalition, coordinator, {"lead": mistaken})
    assert Notice.objects.filter(recipient=mistaken).exists()

    keep_coalition(coalition, coordinator, {"lead": lead})

    assert not Notice.objects.filter(recipient=mistaken).exists()


def test_money_that_ends_within_sixty_days_waits_for_lead_and_coordinator(
    client: Client, coalition: Coalition, lead: Any, account: Any
) -> None:
    day = timezone.localdate() + timedelta(days=60)
    Coalition.objects.update(funding_until=day)
    later = CoalitionPageFactory.create(
        title="Nog lang", facts__lead=lead, facts__funding_until=day + timedelta(days=1)
    )
    assert later.coalition.lead == lead
    assert [item.line for item in funding.of_all(account(Role.COORDINATOR))] == [
        item.line for item in funding.of_lead(lead)
    ]
    (item,) = funding.of_lead(lead)
    assert funding.of_lead(UserFactory.create()) == []

    client.force_login(User.objects.get(email="coordinator@schakel.example"))
    assert escape(item.line) in client.get(reverse("desk")).content.decode()
    client.force_login(lead)
    assert escape(item.line) in client.get(reverse("me")).content.decode()


def test_a_coalition_that_lost_its_lead_is_on_the_desk(
    client: Client, coalition: Coalition, account: Any
) -> None:
    Coalition.objects.update(lead=None)
    client.force_login(account(Role.COORDINATOR))

    assert "Samen eten" in client.get(reverse("desk")).content.decode()
