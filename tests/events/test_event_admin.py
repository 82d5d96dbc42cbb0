"""Events in the admin: a page brings its row, keeps it, and takes it along when it goes."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import nested_form_data

from cms.models import HomePage
from events.models import Event, EventIndex, EventPage
from network.enums import Role
from tests.factories import EventPageFactory, RegistrationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home: HomePage) -> EventIndex:
    found: EventIndex = home.add_child(instance=EventIndex(title="Agenda", slug="agenda"))
    return found


def form_of(**changed: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": "Samen eten",
        "slug": "samen-eten",
        "summary": "Wij eten samen.",
        "invitation": "",
        "kind": "gathering",
        "starts_at": "2027-06-01 19:00",
        "ends_at": "2027-06-01 21:00",
        "place": "De Boot",
        "organiser": "",
        "host": "",
    }
    for name in ("theme_links", "source_links", "comments"):
        data[f"{name}-TOTAL_FORMS"] = data[f"{name}-INITIAL_FORMS"] = 0
    return nested_form_data(data | changed)


def test_a_coordinator_makes_an_event_with_when_it_is(
    client: Client, index: EventIndex, account: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    add = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
    assert client.get(add).status_code == 200
    publish = {"action-publish": "1"}

    refused = client.post(add, form_of(starts_at="", **publish))
    assert "starts_at" in refused.context["form"].errors
    wrong = client.post(add, form_of(ends_at="2027-06-01 18:00", **publish))
    assert "ends_at" in wrong.context["form"].errors
    assert not Event.objects.exists()
    client.post(add, form_of(**publish))

    page = EventPage.objects.get()
    assert page.live
    assert page.event.starts_at.isoformat() == "2027-06-01T17:00:00+00:00"
    assert page.event.place == "De Boot"


def test_a_draft_may_wait_for_its_day(client: Client, index: EventIndex, account: Any) -> None:
    client.force_login(account(Role.COORDINATOR))
    add = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])

    client.post(add, form_of(starts_at="", ends_at=""))

    assert EventPage.objects.get().event is None


def test_what_people_count_on_is_not_changed_without_telling_them(
    client: Client, home: HomePage, account: Any
) -> None:
    page = EventPageFactory.create(facts__place="De Klokkentoren")
    client.force_login(account(Role.COORDINATOR))
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(edit)
    assert "starts_at" not in shown.context["form"].fields
    assert reverse("event_publish", args=[page.event.pk]) in shown.content.decode()

    client.post(edit, form_of(title="Nieuw", slug=page.slug, **{"action-publish": "1"}))

    event = Event.objects.get()
    assert EventPage.objects.get().title == "Nieuw"
    assert (event.place, event.starts_at) == ("De Klokkentoren", page.event.starts_at)


def test_an_event_for_which_people_registered_is_not_deleted(
    client: Client, home: HomePage, account: Any
) -> None:
    page = EventPageFactory.create()
    registration = RegistrationFactory.create(event=page.event)
    client.force_login(account(Role.ADMINISTRATOR))
    delete = reverse("wagtailadmin_pages:delete", args=[page.pk])

    client.post(delete)
    assert EventPage.objects.exists()
    registration.delete()
    client.post(delete)

    assert not EventPage.objects.exists()
    assert not Event.objects.exists()


def test_the_row_stays_as_long_as_a_page_in_one_language_does(
    home: HomePage, english_home: HomePage
) -> None:
    page = EventPageFactory.create()
    index: Any = page.get_parent().specific
    english_index = index.copy_for_translation(english_home.locale)
    english_index.save_revision().publish()
    english = page.copy_for_translation(english_home.locale)

    english.delete()
    assert Event.objects.exists()
    page.delete()
    assert not Event.objects.exists()


def test_coordinators_keep_the_agenda_from_the_start_and_organisers_do_so_in_the_site(
    client: Client, index: EventIndex
) -> None:
    given = GroupPagePermission.objects.filter(page=index)

    assert {each.group.name for each in given} == {Role.COORDINATOR}
    client.force_login(UserFactory.create(roles=[Role.ORGANISER]))
    add = reverse("wagtailadmin_pages:add", args=["events", "eventpage", index.pk])
    assert client.get(add).status_code in {302, 403}
