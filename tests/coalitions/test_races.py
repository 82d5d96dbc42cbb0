"""Updates sent at the same moment: each is posted once, and a link is used once.

As in tests/network/test_races.py, threads commit what they write, so this file cleans up itself.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.models import Notice
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition, ProgressUpdate, Pulse
from coalitions.services import pulse as pulses
from coalitions.services.updates import post_update
from network.models import User
from search.models import Dirty
from tests.factories import CoalitionFactory, UserFactory

POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not POSTGRESQL, reason="a race needs two writers: PostgreSQL"),
]
WRITTEN: list[type[Model]] = [
    *(Dirty, EmailAddress, Notice, ProgressUpdate, Pulse, Coalition, ModelLogEntry),
    *(User.groups.through, User),
]


def elsewhere(calls: list[Any], at_once: int = 8) -> list[Any]:
    """Do these in threads that commit; return what each gave, or the error for people."""

    def run(call: Any) -> Any:
        try:
            return call()
        except CoalitionError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(run, calls))


@pytest.fixture(autouse=True)
def _cleaned() -> Iterator[None]:
    def remove() -> None:
        for model in WRITTEN:
            rows = model._base_manager.all()
            rows._raw_delete(rows.db)

    yield
    elsewhere([remove])


@pytest.fixture
def coalition() -> Coalition:
    [found] = elsewhere([lambda: CoalitionFactory(lead=UserFactory())])
    assert isinstance(found, Coalition)
    return found


def test_fifty_updates_sent_twice_each_in_parallel_are_fifty(coalition: Coalition) -> None:
    def send(key: UUID) -> Any:
        return lambda: post_update(coalition.lead, coalition, key=key, happened=f"Bericht {key}").pk

    sent = [send(key) for key in [uuid4() for _number in range(50)] for _time in range(2)]

    answers = elsewhere(sent)

    [count] = elsewhere([ProgressUpdate.objects.count])
    assert count == 50
    assert all(answers[place] == answers[place + 1] for place in range(0, 100, 2))
    assert len(set(answers)) == 50


def test_a_link_used_by_two_at_once_posts_one_update(coalition: Coalition) -> None:
    [pulse] = elsewhere(
        [
            lambda: Pulse.objects.create(
                coalition=coalition,
                user=coalition.lead,
                month=timezone.localdate().replace(day=1),
                expires_at=timezone.now() + timedelta(days=1),
            )
        ]
    )

    def send(number: int) -> Any:
        return lambda: pulses.answer(pulse, key=uuid4(), happened=f"Bericht {number}").pk

    answers = elsewhere([send(number) for number in range(8)])

    [count] = elsewhere([ProgressUpdate.objects.count])
    assert count == 1
    assert len([answer for answer in answers if isinstance(answer, CoalitionError)]) == 7
