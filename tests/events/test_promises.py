"""A promise has an owner and comes back until it is kept or taken back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.enums import ErasedBy
from cms.notices.reads import what_waits
from cms.privacy.services import erase
from cms.views.desk import heaps_for
from events.enums import FindingKind, PromiseState
from events.models import Finding, ReportPage
from network.enums import Role
from tests.events.reporting import gathering, note, organiser, published, signed_in
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def owner(home: Any) -> Any:
    return UserFactory(name="Noor Bakker", roles=[Role.MEMBER])


@pytest.fixture
def promise(owner: Any) -> Finding:
    """A promise in a published report, which was due yesterday."""
    event = gathering(organiser())
    yesterday = timezone.localdate() - timedelta(days=1)
    said = note(event, FindingKind.PROMISE, "Ik bel de bus.", owner=owner, due=yesterday)
    published(event)
    return said


def lines(user: Any) -> str:
    return " ".join(item.line for heap in what_waits(user) for item in heap.items)


def test_members_see_whose_promise_it_is_and_visitors_do_not(promise: Finding) -> None:
    member = signed_in(UserFactory(roles=[Role.MEMBER]))

    listed = member.get(reverse("promises")).content.decode()
    report = promise.event.report_key
    assert report
    page = ReportPage.objects.get(translation_key=report)
    public = Client().get(page.get_url()).content.decode()

    assert "Noor Bakker" in listed
    assert "Noor Bakker" not in public
    assert "Ik bel de bus." in public
    assert Client().get(reverse("promises")).status_code == 302


def test_a_promise_of_a_report_that_is_not_published_is_nobodys_business(owner: Any) -> None:
    event = gathering(organiser())
    note(event, FindingKind.PROMISE, "Ik bel de bus.", owner=owner)

    assert "Ik bel de bus." not in signed_in(owner).get(reverse("promises")).content.decode()
    assert "Ik bel de bus." not in lines(owner)


def test_a_promise_of_a_private_report_is_in_no_list_and_waits_for_who_made_it(
    promise: Finding, owner: Any
) -> None:
    page = ReportPage.objects.get(translation_key=promise.event.report_key)
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert "Ik bel de bus." not in signed_in(owner).get(reverse("promises")).content.decode()
    assert "Ik bel de bus." in lines(owner)


def test_who_promised_and_who_ran_it_say_what_became_of_it(promise: Finding, owner: Any) -> None:
    address = reverse("promise", args=[promise.pk])

    assert signed_in(owner).post(address, {"promise_state": "kept"}).status_code == 302
    promise.refresh_from_db()
    assert promise.promise_state == PromiseState.KEPT

    signed_in(promise.event.host).post(address, {"promise_state": "dropped"})
    promise.refresh_from_db()
    assert promise.promise_state == PromiseState.DROPPED


def test_nobody_else_does(promise: Finding) -> None:
    address = reverse("promise", args=[promise.pk])
    for user in (UserFactory(roles=[Role.MEMBER]), organiser()):
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).post(address, {"promise_state": "kept"}).status_code == 404
    promise.refresh_from_db()
    assert promise.promise_state == PromiseState.OPEN


def test_only_a_promise_has_such_a_page(promise: Finding, owner: Any) -> None:
    lesson = note(promise.event, FindingKind.LESSON, "Soep helpt.")
    Finding.objects.filter(pk=lesson.pk).update(owner=owner)

    assert signed_in(owner).get(reverse("promise", args=[lesson.pk])).status_code == 404


def test_it_waits_on_the_page_of_who_promised_until_it_is_kept(
    promise: Finding, owner: Any
) -> None:
    assert "Ik bel de bus." in lines(owner)

    signed_in(owner).post(reverse("promise", args=[promise.pk]), {"promise_state": "kept"})

    assert "Ik bel de bus." not in lines(owner)


def test_one_far_ahead_does_not_wait_yet(promise: Finding, owner: Any) -> None:
    promise.due = timezone.localdate() + timedelta(days=90)
    promise.save()

    assert "Ik bel de bus." not in lines(owner)


def test_the_coordinator_sees_what_is_late_and_what_nobody_has(promise: Finding) -> None:
    note(promise.event, FindingKind.PROMISE, "Iemand zoekt een zaal.")
    in_time = note(promise.event, FindingKind.PROMISE, "De bus komt.", owner_text="De bus")

    coordinator = UserFactory(roles=[Role.MEMBER, Role.COORDINATOR])
    shown = [item.line for heap in heaps_for(coordinator) for item in heap.first]

    assert any("Ik bel de bus." in line for line in shown)
    assert any("Iemand zoekt een zaal." in line for line in shown)
    assert not any(in_time.text in line for line in shown)


def test_the_list_is_narrowed_and_shows_what_was_kept_as_memory(promise: Finding) -> None:
    kept = note(promise.event, FindingKind.PROMISE, "Er is een zaal.")
    Finding.objects.filter(pk=kept.pk).update(promise_state=PromiseState.KEPT)
    client = signed_in(UserFactory(roles=[Role.MEMBER]))

    everything = client.get(reverse("promises"))
    chosen = client.get(reverse("promises"), {"state": "kept"})
    nonsense = client.get(reverse("promises"), {"state": "nonsense"})

    def texts(answer: Any) -> list[str]:
        return [row["each"].finding.text for row in answer.context["results"]]

    assert texts(everything) == ["Ik bel de bus.", "Er is een zaal."]
    assert texts(chosen) == ["Er is een zaal."]
    assert nonsense.status_code == 200


def test_looking_at_a_promise_keeps_it_open(promise: Finding, owner: Any) -> None:
    shown = signed_in(owner).get(reverse("promise", args=[promise.pk]))

    assert shown.status_code == 200
    promise.refresh_from_db()
    assert promise.promise_state == PromiseState.OPEN


def test_a_promise_of_who_leaves_stays_with_their_organisation(promise: Finding) -> None:
    organisation: Any = OrganisationFactory()
    member = MemberFactory(user=promise.owner, organisation=organisation)

    erase(member.user, by=ErasedBy.OWNER)

    promise.refresh_from_db()
    assert (promise.owner, promise.owner_organisation) == (None, organisation)
    assert promise.promise_state == PromiseState.OPEN
