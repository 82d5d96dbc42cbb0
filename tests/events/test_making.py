"""Making an event in the site, changing it, and putting it on the agenda."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import HomePage
from events.enums import EventKind
from events.models import Event, EventIndex, EventPage
from events.services.making import begin
from network.enums import Role
from tests.factories import (
    EventPageFactory,
    MemberFactory,
    OrganisationFactory,
    RegistrationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agenda(home: HomePage) -> Any:
    return home.add_child(instance=EventIndex(title="Agenda", slug="agenda"))


@pytest.fixture
def organiser(agenda: Any, client: Client) -> Any:
    """Somebody who makes events for an organisation, signed in."""
    organisation = OrganisationFactory.create(name="Buurthuis")
    found = MemberFactory.create(
        user__roles=[Role.MEMBER, Role.ORGANISER], organisation=organisation
    ).user
    client.force_login(found)
    return found


def sent(user: Any, **changed: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=60)
    given = {
        "key": str(uuid4()),
        "title": "Samen eten",
        "summary": "Wij eten met elkaar.",
        "invitation": "Kom ook.",
        "kind": "gathering",
        "day": day.isoformat(),
        "starts": "19:30",
        "ends": "21:00",
        "place": "De Klokkentoren",
        "takes_registrations": "on",
        "capacity": "60",
        "promotion": "at_once",
        "attendance_mode": "place",
        "host": user.pk,
        "reminder_hours": "24",
        "asks_survey": "on",
        "retention_days": "90",
    }
    return given | changed


def test_an_event_begins_as_a_draft_that_only_who_runs_it_sees(
    client: Client, organiser: Any
) -> None:
    theme = ThemeFactory.create(title="Eten")

    response = client.post(reverse("event_new"), sent(organiser, themes=[theme.pk]))

    event = Event.objects.get()
    assert response["Location"] == reverse("event_publish", args=[event.pk])
    assert (event.host, event.capacity, event.place) == (organiser, 60, "De Klokkentoren")
    page = EventPage.objects.get()
    assert (page.live, page.title, page.translation_key) == (
        False,
        "Samen eten",
        event.translation_key,
    )
    assert [link.theme for link in page.theme_links.all()] == [theme]
    shown = client.get(reverse("event_preview", args=[event.pk]))
    assert "Samen eten" in shown.content.decode()
    stranger = Client()
    stranger.force_login(UserFactory.create(roles=[Role.ORGANISER]))
    for name in ("event_publish", "event_preview", "event_edit"):
        assert stranger.get(reverse(name, args=[event.pk])).status_code == 404
    assert stranger.get(reverse("register_new", args=[event.pk])).status_code == 404


def test_the_clock_is_that_of_the_event(client: Client, organiser: Any) -> None:
    client.post(reverse("event_new"), sent(organiser, day="2027-07-01"))

    event = Event.objects.get()
    assert event.starts_at.isoformat() == "2027-07-01T17:30:00+00:00"
    form = client.get(reverse("event_edit", args=[event.pk])).context["form"]
    assert form["starts"].value().isoformat() == "19:30:00"


def test_a_time_that_the_clock_skips_is_asked_again(client: Client, organiser: Any) -> None:
    response = client.post(
        reverse("event_new"), sent(organiser, day="2027-03-28", starts="02:30", ends="04:00")
    )

    assert "starts" in response.context["form"].errors
    assert not Event.objects.exists()


def test_a_campaign_week_takes_more_days_and_an_evening_ends_after_it_begins(
    client: Client, organiser: Any
) -> None:
    first = timezone.localdate() + timedelta(days=60)
    wrong = client.post(reverse("event_new"), sent(organiser, starts="21:00", ends="19:30"))
    assert "ends" in wrong.context["form"].errors

    last = (first + timedelta(days=6)).isoformat()
    client.post(reverse("event_new"), sent(organiser, kind="campaign", last_day=last))

    event = Event.objects.get()
    assert event.kind == EventKind.CAMPAIGN
    assert (event.ends_at - event.starts_at).days == 6


def test_the_same_form_twice_is_one_event_and_another_person_gets_another(
    client: Client, organiser: Any
) -> None:
    form = sent(organiser)

    first = client.post(reverse("event_new"), form)
    again = client.post(reverse("event_new"), form)

    assert first["Location"] == again["Location"]
    assert Event.objects.count() == EventPage.objects.count() == 1
    other = UserFactory.create(roles=[Role.ORGANISER])
    facts = {"starts_at": timezone.now(), "ends_at": timezone.now() + timedelta(hours=1)}
    begin(other, UUID(form["key"]), {"title": "Ander"}, facts)
    assert Event.objects.count() == 2


def test_what_is_put_on_the_agenda_can_be_read_by_everybody(client: Client, organiser: Any) -> None:
    client.post(reverse("event_new"), sent(organiser))
    event = Event.objects.get()

    for _tap in range(2):
        client.post(reverse("event_publish", args=[event.pk]))

    page = EventPage.objects.get()
    assert page.live
    assert "Samen eten" in Client().get(page.get_url()).content.decode()
    assert page.revisions.count() == 1


def test_new_words_of_what_is_on_the_agenda_are_there_at_once(
    client: Client, organiser: Any
) -> None:
    client.post(reverse("event_new"), sent(organiser))
    event = Event.objects.get()
    client.post(reverse("event_publish", args=[event.pk]))

    form = sent(organiser, title="Nog lekkerder eten", contact="030 100 00 00")
    response = client.post(reverse("event_edit", args=[event.pk]), form)

    assert response.status_code == 302
    page = EventPage.objects.get()
    assert (page.live, page.title, page.has_unpublished_changes) == (
        True,
        "Nog lekkerder eten",
        False,
    )
    assert Event.objects.get().contact == "030 100 00 00"


def test_of_what_is_announced_time_place_and_places_are_changed_elsewhere(
    client: Client, organiser: Any
) -> None:
    page = EventPageFactory.create(facts__host=organiser, facts__capacity=60)
    form = sent(organiser, capacity="5", place="Ergens anders", day="2030-01-01")

    client.post(reverse("event_edit", args=[page.event.pk]), form)

    event = Event.objects.get()
    assert (event.capacity, event.place, event.starts_at) == (60, "", page.event.starts_at)


def test_a_draft_changes_whole_and_its_row_is_called_by_its_new_name(
    client: Client, organiser: Any
) -> None:
    client.post(reverse("event_new"), sent(organiser))
    event = Event.objects.get()

    client.post(
        reverse("event_edit", args=[event.pk]),
        sent(organiser, title="Soep", place="De Boot", capacity="12", themes=[]),
    )

    found = Event.objects.get()
    assert (str(found), found.place, found.capacity) == ("Soep", "De Boot", 12)
    assert not found.page.live


def test_somebody_at_a_place_says_which_place(client: Client, organiser: Any) -> None:
    missing = client.post(reverse("event_new"), sent(organiser, place=""))
    assert "place" in missing.context["form"].errors

    online = sent(organiser, place="", attendance_mode="online")
    assert client.post(reverse("event_new"), online).status_code == 302


def test_somebody_organises_for_their_own_organisation_only(client: Client, organiser: Any) -> None:
    other = OrganisationFactory.create(name="Wijkteam")

    response = client.post(reverse("event_new"), sent(organiser, organiser=other.pk))

    assert "organiser" in response.context["form"].errors
    form = client.get(reverse("event_new")).context["form"]
    assert form["organiser"].value() == organiser.member.organisation.pk


@pytest.mark.parametrize("role", [Role.MEMBER, Role.EDITOR, Role.ADVISER, Role.TRANSLATOR])
def test_not_everybody_makes_events(role: Role, client: Client, agenda: Any, account: Any) -> None:
    client.force_login(account(role))

    assert client.get(reverse("event_new")).status_code == 404
    assert Client().get(reverse("event_new"))["Location"].startswith("/nl/account/login/")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_whoever_keeps_the_network_keeps_every_event(
    role: Role, client: Client, home: HomePage, account: Any
) -> None:
    page = EventPageFactory.create(facts__host=UserFactory.create())
    client.force_login(account(role))

    for name in ("event_publish", "event_edit", "event_programme", "event_capacity"):
        assert client.get(reverse(name, args=[page.event.pk])).status_code == 200


def test_a_colleague_of_the_organisation_keeps_it_too(client: Client, organiser: Any) -> None:
    event = EventPageFactory.create(
        facts__host=UserFactory.create(), facts__organiser=organiser.member.organisation
    ).event

    assert client.get(reverse("event_edit", args=[event.pk])).status_code == 200


def test_a_next_edition_has_everything_but_the_people(client: Client, organiser: Any) -> None:
    page = EventPageFactory.create(
        title="Samen eten", invitation="Kom.", facts__host=organiser, facts__capacity=60
    )
    event = page.event
    slot = event.slots.create(starts_at=event.starts_at, ends_at=event.ends_at)
    slot.sessions.create(title_nl="Koken", capacity=8)
    event.questions.create(text_nl="Wat eet je niet?")
    RegistrationFactory.create(event=event)
    form = sent(organiser, title="Samen eten 2", day="2030-05-01")

    for _tap in range(2):
        response = client.post(reverse("event_copy", args=[event.pk]), form)

    made = Event.objects.exclude(pk=event.pk).get()
    assert response["Location"] == reverse("event_edit", args=[made.pk])
    assert (made.capacity, made.host, made.registrations.count()) == (60, organiser, 0)
    assert made.slots.get().starts_at == made.starts_at
    assert made.slots.get().sessions.get().capacity == 8
    assert made.questions.get().text_nl == "Wat eet je niet?"
    assert (made.draft.title, made.draft.invitation, made.draft.live) == (
        "Samen eten 2",
        "Kom.",
        False,
    )
    assert event.slots.count() == event.questions.count() == 1
