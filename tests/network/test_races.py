"""Two taps on one button, or two people with one thing in hand: it happens once.

Both requests run in a thread with a connection of its own, so what they write is committed: this
file cleans up after itself. SQLite has one writer at a time, and in memory no second connection;
the lock that these tests ask for is PostgreSQL's.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.db import connection
from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page

from cms.models import Erasure, Follow, MailChoice, OutgoingMail
from cms.notices.following import follow
from cms.notices.services import choose
from network.enums import ApplicationState, PledgeState, Role
from network.exceptions import NetworkError
from network.models import Application, Member, Organisation, Pledge, RoleReview, User
from network.services import joining, pledges
from network.services.joining import Place, Wish
from network.services.profile import confirm_organisation
from tests.factories import (
    ApplicationFactory,
    MemberFactory,
    OrganisationFactory,
    PledgeFactory,
    UserFactory,
)

POSTGRESQL = django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not POSTGRESQL, reason="a race needs two writers: PostgreSQL"),
]

# Seconds for which one request waits for the other to come as far; then it goes on alone.
PATIENCE = 0.5
WRITTEN: list[type[Model]] = [
    *(OutgoingMail, Follow, MailChoice, Pledge, RoleReview, Member, Application, Organisation),
    *(EmailAddress, ModelLogEntry, User.groups.through, Erasure, User),
]


@pytest.fixture(autouse=True)
def _cleaned() -> Iterator[None]:
    """Take away what a test has committed, without the erasure that follows on an account."""

    def remove() -> None:
        for model in WRITTEN:
            rows = model._base_manager.all()
            rows._raw_delete(rows.db)

    yield
    elsewhere(remove)


@pytest.fixture
def meet() -> Iterator[Callable[[type[Model]], None]]:
    """Make whoever is about to save such a row wait until both are."""
    barrier = threading.Barrier(2)

    def wait(**_kwargs: Any) -> None:
        try:
            barrier.wait(PATIENCE)
        except threading.BrokenBarrierError:
            return

    yield lambda model: pre_save.connect(wait, sender=model, weak=False, dispatch_uid="race")
    for model in WRITTEN:
        pre_save.disconnect(sender=model, dispatch_uid="race")


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Do these at the same time; return what each gave, or what it raised."""
    start, outcomes = threading.Barrier(len(calls)), []

    def run(call: Callable[[], Any]) -> None:
        try:
            start.wait(PATIENCE)
            outcomes.append(call())
        except Exception as error:  # looked at by the test
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    return outcomes


def elsewhere(call: Callable[[], Any]) -> Any:
    """Do this where it is committed: the connection of the test itself is in a transaction."""
    [outcome] = together(call)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def failures(outcomes: list[Any]) -> list[Any]:
    return [each for each in outcomes if isinstance(each, Exception)]


def test_a_promise_that_is_sent_twice_is_one_promise(meet: Any) -> None:
    member = elsewhere(MemberFactory.create)
    meet(Pledge)

    outcomes = together(*[lambda: pledges.promise(member, "Soep", date(2027, 1, 9))] * 2)

    assert failures(outcomes) == []
    assert Pledge.objects.count() == 1


def test_a_promise_can_be_answered_twice_at_once_in_one_way() -> None:
    member = elsewhere(MemberFactory.create)
    pledge = elsewhere(lambda: PledgeFactory.create(member=member))

    outcomes = together(*[lambda: pledges.keep(pledge)] * 2)

    assert failures(outcomes) == []
    assert Pledge.objects.get().state == PledgeState.KEPT


def test_who_asks_twice_to_take_part_waits_once_and_gets_one_mail(meet: Any) -> None:
    wish = Wish("Nora Nieuw", "nora@schakel.example", "", "Ik wil koken.", "nl")
    meet(Application)

    outcomes = together(*[lambda: joining.ask_to_join(wish)] * 2)

    assert failures(outcomes) == []
    assert Application.objects.count() == OutgoingMail.objects.count() == 1


def test_of_two_who_let_somebody_in_one_is_told_that_it_was_done(meet: Any) -> None:
    application = elsewhere(lambda: ApplicationFactory.create(organisation="De Kade"))
    by, place = elsewhere(UserFactory.create), Place(new_organisation="De Kade")
    meet(Member)

    outcomes = together(*[lambda: joining.accept(application, place, by)] * 2)

    assert [type(each) for each in failures(outcomes)] == [NetworkError]
    assert Member.objects.count() == Organisation.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_who_is_let_in_and_declined_at_once_hears_one_answer(meet: Any) -> None:
    application, by = elsewhere(ApplicationFactory.create), elsewhere(UserFactory.create)
    meet(OutgoingMail)

    outcomes = together(
        lambda: joining.accept(application, Place(), by),
        lambda: joining.decline(application, "Geen plek.", by),
    )

    assert [type(each) for each in failures(outcomes)] == [NetworkError]
    application.refresh_from_db()
    accepted = application.state == ApplicationState.ACCEPTED
    assert Member.objects.exists() == accepted
    assert OutgoingMail.objects.count() == 1


def test_two_newcomers_of_one_new_organisation_share_it(meet: Any) -> None:
    first, second = elsewhere(lambda: ApplicationFactory.create_batch(2))
    by, place = elsewhere(UserFactory.create), Place(new_organisation="De Kade")
    meet(Organisation)

    outcomes = together(
        lambda: joining.accept(first, place, by), lambda: joining.accept(second, place, by)
    )

    assert failures(outcomes) == []
    assert Organisation.objects.count() == 1


def test_of_two_who_vouch_for_a_member_the_first_one_counts() -> None:
    organisation = elsewhere(OrganisationFactory.create)
    claim = {"organisation": organisation, "organisation_claimed": True}
    member = elsewhere(lambda: MemberFactory.create(**claim))

    outcomes = together(
        lambda: confirm_organisation(member, organisation.pk, right=True),
        lambda: confirm_organisation(member, organisation.pk, right=False),
    )

    assert [type(each) for each in failures(outcomes)] == [NetworkError]
    assert not Member.objects.with_claims().exists()


def test_a_page_that_is_followed_twice_is_followed_once(meet: Any) -> None:
    user, page = elsewhere(UserFactory.create), Page(title="Samen eten")
    meet(Follow)

    outcomes = together(*[lambda: follow(user, page)] * 2)

    assert failures(outcomes) == []
    assert Follow.objects.count() == 1


def test_a_choice_of_mail_that_is_sent_twice_is_kept_once(meet: Any) -> None:
    user = elsewhere(UserFactory.create)
    meet(MailChoice)

    outcomes = together(*[lambda: choose(user, weekly=False)] * 2)

    assert failures(outcomes) == []
    assert not MailChoice.objects.get().weekly


def test_of_two_administrators_who_remove_each_other_one_stays(settings: Any) -> None:
    settings.ADMIN_NEEDS_SECOND_STEP = False
    one, other = elsewhere(
        lambda: [UserFactory.create(roles=[Role.ADMINISTRATOR]) for _each in range(2)]
    )
    barrier = threading.Barrier(2)

    def wait(**_kwargs: Any) -> None:
        with suppress(threading.BrokenBarrierError):
            barrier.wait(PATIENCE)

    def removes(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    clients = elsewhere(lambda: [removes(one), removes(other)])
    addresses = [reverse("wagtailusers_users:delete", args=[user.pk]) for user in (other, one)]
    pre_delete.connect(wait, sender=User, weak=False, dispatch_uid="race")
    try:
        together(
            *(
                partial(client.post, address)
                for client, address in zip(clients, addresses, strict=True)
            )
        )
    finally:
        pre_delete.disconnect(sender=User, dispatch_uid="race")

    assert User.objects.with_role(Role.ADMINISTRATOR).count() == 1
