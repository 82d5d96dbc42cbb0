"""A new gathering opens with what happened, was promised and asked since the last one."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from coalitions.models import Call
from coalitions.moments import moments
from events.enums import EventKind, EventStatus, FindingKind
from events.models import Finding
from network.enums import Role
from tests.events.reporting import gathering, note, organiser, published, signed_in
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    EventPageFactory,
    ProgressUpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def last(home: Any) -> Any:
    """A gathering of ten days ago, with a report."""
    event = gathering(organiser(), days_ago=10)
    note(event, FindingKind.PROMISE, "Ik bel de bus.")
    note(event, FindingKind.QUESTION, "Wie rijdt?")
    published(event)
    return event


@pytest.fixture
def coming(last: Any) -> Any:
    return EventPageFactory(title="De volgende")


def shown(page: Any, client: Any = None) -> str:
    return (client or Client()).get(page.get_url()).content.decode()


def test_promises_and_questions_come_back_on_the_next_agenda(coming: Any) -> None:
    html = shown(coming)

    assert "Ik bel de bus." in html
    assert "Wie rijdt?" in html


def test_what_was_kept_and_answered_does_not_come_back(coming: Any, last: Any) -> None:
    Finding.objects.filter(kind=FindingKind.PROMISE).update(promise_state="kept")
    Call.objects.update(state="answered")

    html = shown(coming)

    assert "Ik bel de bus." not in html
    assert "Wie rijdt?" not in html


def test_members_go_to_the_state_of_play_since_then(coming: Any, last: Any) -> None:
    day = timezone.localdate(last.starts_at).isoformat()
    address = f"{reverse('state_of_play')}?sinds={day}"
    member = signed_in(UserFactory(roles=[Role.MEMBER]))

    assert address in shown(coming, member)
    assert address not in shown(coming)
    assert member.get(address).status_code == 200


def test_it_counts_what_this_reader_may_know_of(coming: Any) -> None:
    coalition: Any = CoalitionPageFactory(facts__lead=UserFactory()).coalition
    for visibility in ("public", "network", "coalition"):
        ProgressUpdateFactory(coalition=coalition, visibility=visibility)
    old = timezone.localdate() - timedelta(days=40)
    ProgressUpdateFactory(coalition=coalition, visibility="public", happened_on=old)

    public = Client().get(coming.get_url()).context["since_last"].updates
    member = signed_in(UserFactory(roles=[Role.MEMBER])).get(coming.get_url())

    assert (public, member.context["since_last"].updates) == (1, 2)


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": EventKind.TRAINING},
        {"status": EventStatus.CANCELLED},
    ],
)
def test_what_is_no_gathering_or_does_not_go_on_opens_without_it(
    last: Any, facts: dict[str, Any]
) -> None:
    page = EventPageFactory(**{f"facts__{name}": value for name, value in facts.items()})

    assert Client().get(page.get_url()).context["since_last"] is None


def test_the_first_gathering_opens_without_it(home: Any) -> None:
    assert Client().get(EventPageFactory().get_url()).context["since_last"] is None


def test_a_gathering_that_is_over_is_not_opened_again(last: Any) -> None:
    gathering(organiser(), days_ago=20)

    assert Client().get(last.page.get_url()).context["since_last"] is None


def test_since_the_last_gathering_is_a_moment_of_the_state_of_play(last: Any) -> None:
    day = moments["last_gathering"].day()
    assert day == timezone.localdate(last.starts_at, last.zone)

    html = signed_in(UserFactory(roles=[Role.MEMBER])).get(reverse("state_of_play"))
    assert f"?sinds={day.isoformat()}" in html.content.decode()


def test_without_a_gathering_there_is_no_such_moment(home: Any) -> None:
    assert moments["last_gathering"].day() is None


def test_a_gathering_that_was_called_off_or_is_a_draft_is_no_moment(last: Any) -> None:
    called_off = gathering(organiser(), days_ago=2, status=EventStatus.CANCELLED)
    draft = gathering(organiser(), days_ago=3)
    draft.page.unpublish()

    day = moments["last_gathering"].day()

    assert called_off.pk
    assert day == timezone.localdate(last.starts_at, last.zone)


def test_five_of_each_are_shown_and_the_rest_is_counted(coming: Any) -> None:
    for number in range(7):
        CallFactory(kind="question", line=f"Vraag {number}?", visibility="public")

    found = Client().get(coming.get_url()).context["since_last"]

    assert (len(found.questions), found.more_questions) == (5, 3)
