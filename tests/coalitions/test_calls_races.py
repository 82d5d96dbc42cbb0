"""Calls and answers sent at the same moment: each is there once, and nothing is lost.

As in test_races.py, threads commit what they write, so this file cleans up itself.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.db.models import Model
from wagtail.models import ModelLogEntry

from cms.models import Notice, OutgoingMail
from coalitions.exceptions import CoalitionError
from coalitions.models import Answer, Call
from coalitions.services.answers import Outsider, answer_call, answer_from_outside, confirm
from coalitions.services.calls import close_call, open_call
from network.models import User
from search.models import Dirty
from tests.coalitions.test_races import elsewhere
from tests.factories import CallFactory, UserFactory

POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not POSTGRESQL, reason="a race needs two writers: PostgreSQL"),
]
WRITTEN: list[type[Model]] = [
    *(Dirty, EmailAddress, Notice, OutgoingMail, Answer, Call, ModelLogEntry),
    *(User.groups.through, User),
]


@pytest.fixture(autouse=True)
def _cleaned() -> Iterator[None]:
    def remove() -> None:
        for model in WRITTEN:
            rows = model._base_manager.all()
            rows._raw_delete(rows.db)

    yield
    elsewhere([remove])


@pytest.fixture
def call() -> Any:
    """An open call that everybody may read."""
    [found] = elsewhere([lambda: CallFactory(asked_by=UserFactory(), visibility="public")])
    return found


def errors(outcomes: list[Any]) -> list[Any]:
    return [each for each in outcomes if isinstance(each, CoalitionError)]


def test_fifty_calls_sent_twice_each_in_parallel_are_fifty() -> None:
    [user] = elsewhere([UserFactory])

    def send(key: UUID) -> Any:
        return lambda: open_call(user, key=key, kind="call", line=f"Wie? {key}").pk

    keys = [uuid4() for _number in range(50)]
    outcomes = elsewhere([send(key) for key in keys for _time in range(2)])

    assert errors(outcomes) == []
    assert len(set(outcomes)) == Call.objects.count() == 50


def test_twenty_answers_sent_twice_each_are_twenty_with_a_mail_each(call: Any) -> None:
    [users] = elsewhere([lambda: [UserFactory() for _number in range(20)]])

    def send(user: Any, key: UUID) -> Any:
        return lambda: answer_call(user, call, key, "Wij.").pk

    outcomes = elsewhere([send(user, key) for user in users for key in [uuid4()] for _t in (1, 2)])

    assert errors(outcomes) == []
    assert len(set(outcomes)) == Answer.objects.count() == OutgoingMail.objects.count() == 20


def test_a_link_opened_twice_at_once_shows_one_answer_and_writes_one_mail(call: Any) -> None:
    who = Outsider("Bo", "bo@buiten.example")
    key = uuid4()
    elsewhere([lambda: answer_from_outside(call, key, "Ja.", who)] * 4)
    [answer] = Answer.objects.all()

    outcomes = elsewhere([lambda: confirm(answer)] * 4)

    assert errors(outcomes) == []
    assert OutgoingMail.objects.filter(recipient=call.asked_by).count() == 1
    assert OutgoingMail.objects.filter(to=who.email).count() == 1


def test_closed_while_somebody_answers_it_is_answered_or_refused_and_stays_closed(
    call: Any,
) -> None:
    [user] = elsewhere([UserFactory])

    outcomes = elsewhere(
        [
            lambda: answer_call(user, call, uuid4(), "Ja."),
            lambda: close_call(call.asked_by, call, "Dank."),
        ]
    )

    call.refresh_from_db()
    assert call.state == "closed"
    assert Answer.objects.count() == 1 - len(errors(outcomes))
