"""What a coalition still needs becomes a call with one tick, and goes where its update goes."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coalitions.enums import CallState, Visibility
from coalitions.models import Call, ProgressUpdate
from coalitions.services.answers import answer_call
from coalitions.services.calls import open_call, withdraw_call
from coalitions.services.updates import (
    edit_update,
    post_update,
    put_back_update,
    withdraw_update,
)
from network.enums import Role
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_dutch")]

NEEDED = "Een **grote** pan & twee koks."


def posted(user: Any, coalition: Any, **more: Any) -> ProgressUpdate:
    values: dict[str, Any] = {"key": uuid4(), "happened": "Wij kookten.", "needed": NEEDED}
    return post_update(user, coalition, **(values | {"as_call": True} | more))


def sent(**more: Any) -> dict[str, Any]:
    """Return what a browser sends when somebody ticks that it is a call too."""
    today = timezone.localdate().isoformat()
    base = {"key": str(uuid4()), "visibility": "network", "happened_on": today}
    return base | {"happened": "Wij kookten.", "needed": NEEDED, "as_call": "on"} | more


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_one_tick_makes_a_call_of_what_is_needed(lead: Any, coalition: Any) -> None:
    form = sent()
    for _time in range(2):
        client_of(lead).post(reverse("update_new", args=[coalition.pk]), form)

    call = Call.objects.get()
    assert (call.line, call.details) == ("Een grote pan & twee koks.", NEEDED)
    assert (call.asked_by, call.coalition) == (lead, coalition)
    assert call.from_update == ProgressUpdate.objects.get()
    assert call.visibility == Visibility.NETWORK


def test_without_the_tick_or_without_a_need_there_is_no_call(lead: Any, coalition: Any) -> None:
    posted(lead, coalition, as_call=False)
    posted(lead, coalition, needed="")

    assert not Call.objects.exists()


def test_a_long_need_is_cut_for_the_line_and_stays_whole_below_it(
    lead: Any, coalition: Any
) -> None:
    posted(lead, coalition, needed="koks " * 300)

    call = Call.objects.get()
    assert len(call.line) <= 200
    assert call.details.count("koks") == 300


def test_the_call_of_a_lead_who_phoned_is_the_lead_s(
    lead: Any, coalition: Any, account: Any
) -> None:
    posted(account(Role.COORDINATOR), coalition, noted_for=lead)

    assert Call.objects.get().asked_by == lead


def test_the_call_leads_back_to_its_update_for_who_may_read_that(lead: Any, coalition: Any) -> None:
    update = posted(lead, coalition, visibility=Visibility.PUBLIC)
    address = reverse("call", args=[Call.objects.get().pk])
    back = reverse("update_history", args=[update.pk])
    assert back in Client().get(address).content.decode()

    ProgressUpdate.objects.update(visibility=Visibility.NETWORK)

    assert back not in Client().get(address).content.decode()
    assert back in client_of(UserFactory()).get(address).content.decode()


def test_the_call_is_kept_from_who_may_no_longer_read_the_update(lead: Any, coalition: Any) -> None:
    update = posted(lead, coalition, visibility=Visibility.PUBLIC)

    edit_update(lead, update, visibility=Visibility.COALITION)

    assert not Call.objects.for_reader(UserFactory()).exists()


@pytest.mark.parametrize(
    ("kept", "before", "after", "then"),
    [
        ("coalition", "network", "public", "coalition"),
        ("network", "network", "public", "public"),
        ("public", "coalition", "network", "public"),
        ("public", "network", "coalition", "coalition"),
        ("network", "public", "coalition", "coalition"),
    ],
)
def test_a_call_opens_with_its_update_only_where_its_asker_kept_it_from_nobody(
    lead: Any, coalition: Any, kept: str, before: str, after: str, then: str
) -> None:
    update = posted(lead, coalition, visibility=before)
    Call.objects.update(visibility=kept)

    edit_update(lead, update, visibility=after)

    assert Call.objects.get().visibility == then


def test_a_change_of_words_leaves_the_call_to_whom_its_asker_chose(
    lead: Any, coalition: Any
) -> None:
    update = posted(lead, coalition)
    Call.objects.update(visibility=Visibility.PUBLIC)

    edit_update(lead, update, happened="Wij kookten met dertien.")

    assert Call.objects.get().visibility == Visibility.PUBLIC


def test_withdrawing_an_update_takes_its_call_back_and_no_other(lead: Any, coalition: Any) -> None:
    update = posted(lead, coalition)
    other = open_call(lead, key=uuid4(), kind="call", line="Een zaal", coalition=coalition)

    withdraw_update(lead, update)

    assert update.calls.get().state == CallState.WITHDRAWN
    other.refresh_from_db()
    assert other.state == CallState.OPEN


def test_the_call_comes_back_with_its_update_unless_it_was_taken_back_before(
    lead: Any, coalition: Any
) -> None:
    update = posted(lead, coalition)
    answer_call(UserFactory(), update.calls.get(), uuid4(), "Ik heb een pan.")
    by_hand = open_call(
        lead, key=uuid4(), kind="call", line="Een zaal", coalition=coalition, from_update=update
    )
    withdraw_call(by_hand)
    withdraw_update(lead, update)

    put_back_update(lead, update)

    states = dict(Call.objects.values_list("line", "state"))
    assert states == {
        "Een grote pan & twee koks.": CallState.ANSWERED,
        "Een zaal": CallState.WITHDRAWN,
    }
    assert Call.objects.filter(state=CallState.ANSWERED, closed_at=None).exists()


def test_an_update_that_was_withdrawn_can_be_put_back(lead: Any, coalition: Any) -> None:
    update = posted(lead, coalition, visibility=Visibility.PUBLIC)
    withdraw_update(lead, update)
    address = reverse("update_put_back", args=[update.pk])
    history = client_of(lead).get(reverse("update_history", args=[update.pk])).content.decode()
    assert address in history

    assert client_of(UserFactory()).post(address).status_code == 404
    assert Client().get(reverse("update_history", args=[update.pk])).status_code == 404
    for _time in range(2):
        client_of(lead).post(address)

    assert Client().get(reverse("update_history", args=[update.pk])).status_code == 200
    assert put_back_update(lead, update).withdrawn_at is None
