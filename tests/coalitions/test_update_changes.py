"""Updates that are changed or withdrawn: what was said stays, and who hears of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import Follow, Notice
from coalitions.exceptions import CoalitionError
from coalitions.models import ProgressUpdate
from coalitions.services.updates import edit_update, withdraw_update
from network.enums import Role
from tests.coalitions.telling import HAPPENED, client_of, form, post
from tests.factories import (
    ParticipationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_dutch")]


def test_what_an_update_said_before_stays(lead: Any, coalition: Any) -> None:
    update = post(lead, coalition)
    address = reverse("update_edit", args=[update.pk])

    client_of(lead).post(address, form(happened="Wij kookten met dertien buren."))
    client_of(lead).post(address, form(happened="Wij kookten met dertien buren."))

    assert [version.happened for version in update.versions.all()] == [HAPPENED]
    page = client_of(lead).get(reverse("update_history", args=[update.pk])).content.decode()
    assert "twaalf" in page
    assert "dertien" in page


def test_withdrawing_is_not_shown_as_if_the_words_were_changed(lead: Any, coalition: Any) -> None:
    update = post(lead, coalition)
    edit_update(lead, update, happened="Wij kookten met dertien buren.")

    withdraw_update(lead, update)

    answer = client_of(lead).get(reverse("update_history", args=[update.pk]))
    assert [version.happened for version in answer.context["versions"]] == [HAPPENED]


def test_an_older_version_stays_with_those_who_could_read_it_then(
    lead: Any, coalition: Any
) -> None:
    update = post(lead, coalition, visibility="coalition", happened="Het geheim is kaneel.")

    edit_update(lead, update, visibility="public", happened="Wij kookten.")

    address = reverse("update_history", args=[update.pk])
    assert "kaneel" not in Client().get(address).content.decode()
    assert "kaneel" not in client_of(UserFactory()).get(address).content.decode()
    assert "kaneel" in client_of(lead).get(address).content.decode()


def test_a_withdrawn_update_is_gone_for_all_but_those_who_may_change_it(
    lead: Any, coalition: Any
) -> None:
    update = post(lead, coalition, visibility="public")
    history = reverse("update_history", args=[update.pk])
    assert Client().get(history).status_code == 200

    asked = client_of(lead).get(reverse("update_withdraw", args=[update.pk]))
    assert asked.status_code == 200
    assert ProgressUpdate.objects.standing().exists()
    client_of(lead).post(reverse("update_withdraw", args=[update.pk]))

    assert not ProgressUpdate.objects.standing().exists()
    assert Client().get(history).status_code == 404
    assert client_of(UserFactory()).get(history).status_code == 404
    assert client_of(lead).get(history).status_code == 200
    with pytest.raises(CoalitionError):
        edit_update(lead, update, happened="Toch niet.")


@pytest.mark.parametrize("name", ["update_edit", "update_withdraw"])
def test_somebody_elses_update_is_changed_by_nobody_but_lead_and_coordinator(
    name: str, lead: Any, coalition: Any, account: Any
) -> None:
    part: Any = ParticipationFactory(coalition=coalition)
    update = post(part.user, coalition)
    address = reverse(name, args=[update.pk])

    other = ParticipationFactory(coalition=coalition).user
    for user in (other, UserFactory()):
        assert client_of(user).get(address).status_code == 404
        assert client_of(user).post(address, form(happened="Gekaapt")).status_code == 404
    for user in (part.user, lead, account(Role.COORDINATOR)):
        assert client_of(user).get(address).status_code == 200
    update.refresh_from_db()
    assert (update.happened, update.withdrawn_at) == (HAPPENED, None)


# Being told


@pytest.mark.parametrize(
    ("visibility", "told"),
    [
        ("public", {"deputy", "participant", "follower"}),
        ("network", {"deputy", "participant", "follower"}),
        ("coalition", {"deputy", "participant"}),
    ],
)
def test_who_follows_or_takes_part_hears_of_what_they_may_read(
    visibility: str, told: set[str], lead: Any, coalition: Any
) -> None:
    people: dict[str, Any] = {
        name: UserFactory(name=name) for name in ("deputy", "follower", "gone", "nobody")
    }
    people["participant"] = ParticipationFactory(
        coalition=coalition, user=UserFactory(name="participant")
    ).user
    coalition.deputy = people["deputy"]
    coalition.save()
    for name in ("follower", "gone"):
        Follow.objects.create(user=people[name], translation_key=coalition.translation_key)
    people["gone"].groups.clear()

    post(lead, coalition, visibility=visibility, happened="Het woord is kaneel.")

    notices = Notice.objects.all()
    assert {notice.recipient.name for notice in notices} == told
    assert not [notice for notice in notices if "kaneel" in notice.line]


def test_a_narrower_visibility_and_a_withdrawal_take_back_what_was_not_mailed(
    lead: Any, coalition: Any
) -> None:
    follower: Any = UserFactory()
    Follow.objects.create(user=follower, translation_key=coalition.translation_key)
    ParticipationFactory(coalition=coalition)
    update = post(lead, coalition)
    assert Notice.objects.count() == 2

    edit_update(lead, update, visibility="coalition")
    assert not Notice.objects.filter(recipient=follower).exists()
    edit_update(lead, update, visibility="network")
    assert Notice.objects.filter(recipient=follower).count() == 1
    withdraw_update(lead, update)
    assert not Notice.objects.exists()


def test_a_public_update_of_a_coalition_without_a_public_page_is_for_the_network(
    lead: Any, coalition: Any
) -> None:
    update = post(lead, coalition, visibility="public")
    coalition.page.unpublish()

    address = reverse("update_history", args=[update.pk])
    assert Client().get(address).status_code == 404
    assert client_of(UserFactory()).get(address).status_code == 200

    coalition.page.delete()
    assert client_of(lead).get(address).status_code == 404
